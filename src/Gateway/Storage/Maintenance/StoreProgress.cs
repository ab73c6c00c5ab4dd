namespace Gateway.Storage.Maintenance;

/// <summary>How far a piece of maintenance is.</summary>
/// <param name="Step">What is being done, as a person would say it: «writing the backup».</param>
/// <param name="Done">How many integrations it was done to.</param>
/// <param name="Fraction">How much of the step is done, from 0 to 1; an estimate from the ids, which are spread evenly.</param>
internal sealed record StoreProgress(string Step, long Done, double Fraction)
{
    public const int Interval = 256;

    public static double FractionOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes) / (double)uint.MaxValue;
    }
}
