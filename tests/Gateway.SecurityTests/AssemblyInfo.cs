using System.Runtime.CompilerServices;

// Each run in a namespace is a gateway, an upstream and many clients: two at once would only wait for each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

// Their copies, of which a guard has been taken out, call what stands in its place.
[assembly: InternalsVisibleTo("Gateway")]
[assembly: InternalsVisibleTo("Providers.Abstractions")]
