"""The public record: works, editions, posts, statements, parties, and the passages of their texts."""
