namespace Gateway.Storage;

internal sealed class PostgresOptions
{
    /// <summary>As Npgsql reads it. Holds a password: give it in the environment or a file of its own, never on the command line.</summary>
    public string ConnectionString { get; set; } = "";
}
