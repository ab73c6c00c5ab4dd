using System.Runtime.InteropServices;

namespace Gateway.Identity;

/// <summary>A keyed hash of a token: 256 bits, equal for equal tokens, of no use outside this process.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct TokenDigest(ulong A, ulong B, ulong C, ulong D);
