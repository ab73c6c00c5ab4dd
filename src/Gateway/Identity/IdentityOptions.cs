namespace Gateway.Identity;

/// <summary><c>Gateway:Identity</c>.</summary>
internal sealed class IdentityOptions
{
    public const string Section = "Gateway:Identity";

    public IdentityMode Mode { get; set; } = IdentityMode.Upstream;

    public UpstreamIdentityOptions Upstream { get; set; } = new();

    public JwtIdentityOptions Jwt { get; set; } = new();

    public StaticIdentityOptions Static { get; set; } = new();

    public IEnumerable<string> Validate()
        => Mode switch
        {
            IdentityMode.Upstream => Upstream.Validate(),
            IdentityMode.Jwt => Jwt.Validate(),
            _ => Static.Validate(),
        };
}
