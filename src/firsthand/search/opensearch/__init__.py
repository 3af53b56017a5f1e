"""The engine for libraries that outgrow a machine: an index in a cluster of OpenSearch, asked over HTTP."""
