using System.Diagnostics.CodeAnalysis;

namespace Providers.Abstractions;

/// <summary>A value, or why there is none.</summary>
/// <typeparam name="T">What was asked for.</typeparam>
public sealed class ScmResult<T>
    where T : class
{
    private ScmResult(T? value, ScmFailure? failure)
    {
        Value = value;
        Failure = failure;
    }

    /// <summary>Whether there is a value; when not, there is a failure.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool IsSuccess => Failure is null;

    /// <summary>What was asked for; <see langword="null"/> exactly when <see cref="Failure"/> is not.</summary>
    public T? Value { get; }

    /// <summary>Why there is no value; <see langword="null"/> exactly when <see cref="Value"/> is not.</summary>
    public ScmFailure? Failure { get; }

    /// <summary>Wraps a value, so that a provider can simply return it.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "ScmResult.Success and ScmResult.Failed are the named forms.")]
    public static implicit operator ScmResult<T>(T value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new ScmResult<T>(value, null);
    }

    /// <summary>Wraps a failure, so that a provider can simply return it.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "ScmResult.Success and ScmResult.Failed are the named forms.")]
    public static implicit operator ScmResult<T>(ScmFailure failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return new ScmResult<T>(null, failure);
    }
}
