namespace Storage.PostgresTests;

/// <summary>One server for all tests; each makes a database of its own.</summary>
[CollectionDefinition(Name)]
public sealed class WithPostgres : ICollectionFixture<PostgresServer>
{
    public const string Name = "PostgreSQL";
}
