using Gateway.Storage;

namespace Gateway.Tests.Storage;

/// <summary>What the settings of the store are held to, at start.</summary>
public sealed class StorageOptionsTests
{
    [Fact]
    public void Nothing_Has_To_Be_Set() => Assert.Empty(StorageOptions.Validate(new StorageOptions()));

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(10_000_000, true)]
    [InlineData(10_000_001, false)]
    public void The_Cache_Has_Bounds(int size, bool isValid)
        => Assert.Equal(
            isValid ? [] : ["Gateway:Storage:CacheSize must be between 1 and 10000000."], StorageOptions.Validate(new StorageOptions { CacheSize = size }));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void A_File_Needs_A_Path_And_A_Database_None(string path)
    {
        var options = new StorageOptions { LiteDb = new LiteDbOptions { Path = path }, Postgres = new PostgresOptions { ConnectionString = "Host=db" } };
        Assert.Equal(["Gateway:Storage:LiteDb:Path must be set."], StorageOptions.Validate(options));

        options.Kind = StorageKind.Postgres;
        Assert.Empty(StorageOptions.Validate(options));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("no connection string", false)]
    [InlineData("Database=gateway", false)]
    [InlineData("Host=db.example.com;Database=gateway", true)]
    public void A_Database_Needs_To_Be_Found(string connectionString, bool isValid)
    {
        var options = new StorageOptions { Kind = StorageKind.Postgres, Postgres = new PostgresOptions { ConnectionString = connectionString } };
        var problems = StorageOptions.Validate(options).ToList();

        Assert.Equal(isValid ? 0 : 1, problems.Count);
        Assert.All(problems, problem => Assert.StartsWith("Gateway:Storage:Postgres:ConnectionString must be set", problem, StringComparison.Ordinal));
    }
}
