using System.Net;
using Providers.Abstractions;

namespace Providers.Common;

/// <summary>Carries a judged answer out through a client library, which knows no other way; caught where the library was called.</summary>
internal sealed class PlatformAnswerException(ScmFailure failure, HttpStatusCode status) : Exception
{
    public ScmFailure Failure => failure;

    public HttpStatusCode Status => status;

    public static PlatformAnswerException Unreadable(string flaw) => new(ScmFailure.NotThisPlatform(flaw), HttpStatusCode.OK);
}
