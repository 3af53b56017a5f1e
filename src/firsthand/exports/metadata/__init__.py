"""Records as other catalogues write them: Dublin Core, DataCite. Each gives the same facts in other words."""
