namespace Gateway.Identity;

/// <summary><c>Gateway:Identity:Static:Tokens:&lt;token&gt;</c>.</summary>
internal sealed class StaticOwnerOptions
{
    public string Id { get; set; } = "";

    public string Email { get; set; } = "";

    public string Username { get; set; } = "";
}
