namespace Providers.Abstractions;

/// <summary>Names for making a <see cref="ScmResult{T}"/> where the conversion operators do not apply, as with interfaces.</summary>
public static class ScmResult
{
    /// <summary>A result that holds <paramref name="value"/>.</summary>
    public static ScmResult<T> Success<T>(T value)
        where T : class
        => value;

    /// <summary>A result that holds <paramref name="failure"/>.</summary>
    public static ScmResult<T> Failed<T>(ScmFailure failure)
        where T : class
        => failure;
}
