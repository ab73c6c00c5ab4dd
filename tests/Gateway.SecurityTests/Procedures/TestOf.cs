using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Gateway.SecurityTests.Procedures;

/// <summary>Runs tests of another project, where they are what a row asks for.</summary>
internal static class TestOf
{
    /// <param name="names">The beginnings of the methods' names; each must name at least one.</param>
    public static async Task RunAsync<TTests>(params string[] names)
    {
        foreach (var name in names)
        {
            var methods = typeof(TTests).GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                .Where(method => method.Name.StartsWith(name, StringComparison.Ordinal) && method.GetCustomAttribute<FactAttribute>() is not null)
                .ToList();
            Assert.NotEmpty(methods);
            foreach (var method in methods)
            {
                await RunAsync(typeof(TTests), method);
            }
        }
    }

    private static async Task RunAsync(Type type, MethodInfo method)
    {
        var cases = method.GetCustomAttributes<DataAttribute>().SelectMany(data => data.GetData(method)).ToList();
        foreach (var arguments in cases.Count == 0 ? [[]] : cases)
        {
            var parts = new List<object>();
            var tests = type.GetConstructors().Single().Invoke([.. type.GetConstructors().Single().GetParameters().Select(one => Make(one.ParameterType, parts))]);
            parts.Insert(0, tests);
            if (tests is IAsyncLifetime life)
            {
                await life.InitializeAsync();
            }

            try
            {
                if (method.Invoke(tests, BindingFlags.DoNotWrapExceptions, null, arguments, null) is Task task)
                {
                    await task;
                }
            }
            finally
            {
                foreach (var part in parts)
                {
                    await EndAsync(part);
                }
            }
        }
    }

    private static object Make(Type type, List<object> parts)
    {
        if (type == typeof(ITestOutputHelper))
        {
            return new NoOutput();
        }

        var part = Activator.CreateInstance(type)!;
        parts.Add(part);
        return part;
    }

    private static async ValueTask EndAsync(object part)
    {
        switch (part)
        {
            case IAsyncLifetime life:
                await life.DisposeAsync();
                break;
            case IAsyncDisposable disposable:
                await disposable.DisposeAsync();
                break;
            case IDisposable disposable:
                disposable.Dispose();
                break;
            default:
                break;
        }
    }

    private sealed class NoOutput : ITestOutputHelper
    {
        public void WriteLine(string message)
        {
        }

        public void WriteLine(string format, params object[] args)
        {
        }
    }
}
