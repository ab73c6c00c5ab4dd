using System.Reflection;

namespace Gateway.SecurityTests.Leaks;

/// <summary>A part of the gateway whose every member throws what must not get out. Public and open, or no proxy can be made of it.</summary>
public class Throwing : DispatchProxy
{
    public const string Canary = "canary-exception SELECT * FROM t /var/lib/x 10.1.2.3";

    public static T Make<T>()
        where T : class
        => Create<T, Throwing>();

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        => throw new InvalidOperationException(Canary, new IOException(Canary));
}
