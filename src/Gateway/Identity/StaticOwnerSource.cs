using Microsoft.Extensions.Options;

namespace Gateway.Identity;

internal sealed class StaticOwnerSource(IOptions<IdentityOptions> options) : IOwnerSource
{
    private readonly IDictionary<string, StaticOwnerOptions> _tokens = options.Value.Static.Tokens;

    public ValueTask<OwnerAnswer> FindOwnerAsync(Secret bearerToken, CancellationToken cancellationToken)
        => ValueTask.FromResult(_tokens.TryGetValue(bearerToken.Reveal(), out var owner)
            ? new OwnerAnswer(new CurrentOwner(owner.Id, owner.Email, owner.Username))
            : OwnerAnswer.Rejected);
}
