using System.Data.Common;

namespace Gateway.Storage;

internal sealed class StorageOptions
{
    public StorageKind Kind { get; set; }

    /// <summary>How many owners' integrations are kept in memory; about 2 KiB for an owner of two.</summary>
    public int CacheSize { get; set; } = 50_000;

    public LiteDbOptions LiteDb { get; set; } = new();

    public PostgresOptions Postgres { get; set; } = new();

    public static IEnumerable<string> Validate(StorageOptions options)
    {
        if (options.CacheSize is < 1 or > 10_000_000)
        {
            yield return "Gateway:Storage:CacheSize must be between 1 and 10000000.";
        }

        if (options.Kind == StorageKind.LiteDb && string.IsNullOrWhiteSpace(options.LiteDb.Path))
        {
            yield return "Gateway:Storage:LiteDb:Path must be set.";
        }

        if (options.Kind == StorageKind.Postgres && !IsConnectionString(options.Postgres.ConnectionString))
        {
            yield return "Gateway:Storage:Postgres:ConnectionString must be set, as in «Host=db.example.com;Database=gateway;Username=gateway;Password=…».";
        }
    }

    private static bool IsConnectionString(string text)
    {
        try
        {
            return new DbConnectionStringBuilder { ConnectionString = text }.TryGetValue("Host", out _);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
