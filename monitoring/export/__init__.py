"""The contract written out for others: JSON Schema, TypeScript, AsyncAPI."""
