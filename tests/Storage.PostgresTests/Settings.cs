namespace Storage.PostgresTests;

internal static class Settings
{
    public static Dictionary<string, string?> For(string connectionString) => new()
    {
        ["Gateway:Storage:Kind"] = "Postgres",
        ["Gateway:Storage:Postgres:ConnectionString"] = connectionString,
    };
}
