namespace Providers.Abstractions.Capabilities;

/// <summary>A type that the contract has, with more to it.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="Size">Items on a page.</param>
/// <param name="Cursor">Not there yet.</param>
public sealed record ScmPageRequest(int Number, int Size, string Cursor = "");
