using System.Diagnostics.CodeAnalysis;

namespace Gateway.ScmIntegrations;

/// <summary>A value, or why the call is refused.</summary>
internal readonly struct Outcome<T>
    where T : class
{
    private Outcome(T? value, Refusal? refusal)
    {
        Value = value;
        Refusal = refusal;
    }

    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsSuccess => Refusal is null;

    public T? Value { get; }

    public Refusal? Refusal { get; }

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(null, refusal);
}

/// <summary>The named form, where the conversion does not apply, as with interfaces.</summary>
internal static class Outcome
{
    public static Outcome<T> Of<T>(T value)
        where T : class
        => value;
}
