namespace Providers.Testing;

/// <summary>A provider, or its recording, does not keep the contract. The message says what is wanted, what was seen, and how to mend it.</summary>
public sealed class ContractBrokenException : Exception
{
    /// <summary>With a message of its own.</summary>
    public ContractBrokenException(string message)
        : base(message)
    {
    }

    /// <summary>With a message of its own, and what led to it.</summary>
    public ContractBrokenException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Without a message: not used by the kit.</summary>
    public ContractBrokenException()
    {
    }

    internal static ContractBrokenException Because(string wanted, string seen, string mend, Exception? inner = null)
        => new($"""
            {wanted}
              Seen: {seen}
              Mend: {mend}
            """, inner);
}
