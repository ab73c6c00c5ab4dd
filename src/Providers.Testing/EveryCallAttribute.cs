using System.Reflection;
using Providers.Testing.Calls;
using Xunit.Sdk;

namespace Providers.Testing;

/// <summary>Runs a case once for each call that the contract knows. A call that the provider does not claim passes.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class EveryCallAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => ProviderCall.All.Select(call => new object[] { call.Name });
}
