using System.Runtime.CompilerServices;

// The classes go on side by side, all of them: a test here waits for a program that its class has started, and does next to nothing itself.
// How many programs there are at once is what each class allows itself.
[assembly: CollectionBehavior(MaxParallelThreads = -1)]

// Their copies, of which a guard has been taken out, call what stands in its place.
[assembly: InternalsVisibleTo("Gateway")]
[assembly: InternalsVisibleTo("Providers.Abstractions")]
