namespace Providers.Abstractions;

/// <summary>One platform's behaviour: the object that a plugin gives to the gateway for one <c>scm_type</c>.</summary>
/// <remarks>
/// <para>
/// The gateway finds every public, non-abstract class of a plugin that implements this interface and makes one object
/// of each; its constructor may take <c>ILoggerFactory</c>, <c>ILogger&lt;T&gt;</c>, <c>IConfiguration</c> (the section
/// <c>Gateway:Providers:&lt;scm_type&gt;</c>) and whatever an <see cref="IScmPlugin"/> of the same assembly registers.
/// </para>
/// <para>
/// What the platform can do beyond telling whose token this is, is said by implementing the interfaces in
/// <see cref="Capabilities"/> on the same class. Every member may be called by many threads at once.
/// </para>
/// <para>
/// What can be expected to go wrong is a <see cref="ScmFailure"/> in the result. An exception of the lent handler
/// (<see cref="HttpRequestException"/>, <see cref="OperationCanceledException"/>, <see cref="IOException"/>) may be
/// let through: the gateway translates it. Any other exception is a bug of the provider and costs its own call only.
/// </para>
/// </remarks>
public interface IScmProvider
{
    /// <summary>The <c>scm_type</c> that this provider serves. The same value for the life of the object.</summary>
    ScmType Type { get; }

    /// <summary>The platform as a person calls it, for example <c>GitLab</c>; used in «is not a GitLab instance».</summary>
    string PlatformName { get; }

    /// <summary>
    /// The name that tells this type from its siblings, for example <c>GitLab self-hosted</c>; shown on the dashboard.
    /// <see cref="PlatformName"/> unless overridden.
    /// </summary>
    string DisplayName => PlatformName;

    /// <summary>
    /// The only address of a platform that has just one, for example <c>https://github.com</c>.
    /// <see langword="null"/> (the default) when each user names the instance.
    /// </summary>
    ScmInstance? FixedInstance => null;

    /// <summary>
    /// Whether an account may be linked by posting an access token. <see langword="true"/> unless overridden;
    /// <see langword="false"/> for types that are linked by OAuth only.
    /// </summary>
    bool LinksByToken => true;

    /// <summary>
    /// The scopes that a token needs to be linked; empty (the default) when any token will do. Compared with
    /// <see cref="ScmAccount.Scopes"/> by the gateway, ordinally; an operator may configure other ones.
    /// </summary>
    IReadOnlyList<string> RequiredScopes => [];

    /// <summary>Asks the platform whose token this is.</summary>
    /// <param name="connection">The instance, the token, and the handler to use. Not to be kept after the call.</param>
    /// <param name="cancellationToken">Fires at the gateway's deadline for the call, or when the caller has gone.</param>
    /// <returns>
    /// The account, or why it could not be told: <see cref="ScmFailureReason.TokenRejected"/> when the platform answers that
    /// the token is no good, <see cref="ScmFailureReason.NotThisPlatform"/> when the answer is not one that this platform gives,
    /// <see cref="ScmFailureReason.PlatformFailed"/> and <see cref="ScmFailureReason.RateLimited"/> when asking again later may help.
    /// </returns>
    Task<ScmResult<ScmAccount>> GetAccountAsync(ScmConnection connection, CancellationToken cancellationToken);
}
