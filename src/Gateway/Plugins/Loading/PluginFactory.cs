using System.Reflection;
using Gateway.Plugins.Inspection;
using Gateway.Plugins.Invocation;
using Microsoft.Extensions.Options;
using Providers.Abstractions;

namespace Gateway.Plugins.Loading;

/// <summary>From a folder to a plugin that can serve: copied, hashed, inspected, isolated, made and asked what it is. In that order.</summary>
internal sealed class PluginFactory(
    PluginCopies copies,
    PluginInspector inspector,
    DepartedPlugins departed,
    IConfiguration configuration,
    ILoggerFactory loggers,
    TimeProvider time)
{
    private const int MaxReasonLength = 2000;

    /// <summary>Runs code of the plugin, on the calling thread: that may take as long as the plugin likes.</summary>
    /// <param name="folder">Where it is.</param>
    /// <param name="trustedHashes">What may run; empty means anything.</param>
    /// <param name="serving">The build of it that serves. When its files and its settings are the same, nothing is loaded.</param>
    public PluginLoading Load(PluginFolder folder, IEnumerable<string> trustedHashes, LoadedPlugin? serving)
    {
        var status = new PluginStatus { Name = folder.Name, Path = folder.MainAssembly, State = PluginState.Refused, Since = time.GetUtcNow() };
        PluginCopy? copy = null;
        try
        {
            (copy, var problem) = copies.Create(folder);
            if (copy is null)
            {
                return Refused(status, $"may not run: {problem}");
            }

            var inspection = inspector.Inspect(copy);
            status = status with
            {
                Version = inspection.Version,
                ContractVersion = inspection.ContractVersion,
                Sha256 = copy.Sha256,
                Files = copy.Files,
                Warnings = [.. copy.Warnings, .. inspection.Warnings],
            };
            if ((inspection.Problem ?? TrustedHashes.ProblemOf(copy, trustedHashes)) is { } refusal)
            {
                copy.TryDelete();
                return Refused(status, refusal);
            }

            var settings = new PluginSettings(configuration);
            if (serving?.Copy.IsSameAs(copy) == true && serving.HasSettings(settings))
            {
                copy.TryDelete();
                return new PluginLoading(serving.Status, IsServing: true);
            }

            return Run(copy, settings, status);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or BadImageFormatException)
        {
            copy?.TryDelete();
            return Refused(status, $"cannot be read: {exception.Message}");
        }
    }

    private PluginLoading Run(PluginCopy copy, PluginSettings settings, PluginStatus status)
    {
        PluginWorld? world = null;
        try
        {
            world = new PluginWorld(new PluginLoadContext(copy.MainAssembly), settings);
            if (!world.Context.SharesContract)
            {
                return Abandon(world, copy, Refused(status, $"would see a contract that is not the host's (file {copy.Folder.MainAssembly})."));
            }

            world.Services = BuildServices(world.Context.LoadMainAssembly(), world.Settings.Root);
            world.Services.GetService<IStartupValidator>()?.Validate();
            var (providers, problem) = Describe(world.Services, copy.Folder, status.Usage);
            if (problem is not null)
            {
                return Abandon(world, copy, Refused(status, problem));
            }

            var serving = status with
            {
                State = PluginState.Serving,
                Types = [.. providers.Select(provider => provider.Description.Type.Value).Order(StringComparer.Ordinal)],
                Capabilities = [.. providers.SelectMany(provider => provider.Description.Capabilities).Select(type => type.Name).Distinct().Order(StringComparer.Ordinal)],
            };
            return new PluginLoading(serving, new LoadedPlugin(serving, copy, world, providers));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return Abandon(world, copy, Refused(status, Sentence(exception, copy.Folder)));
        }
    }

    private PluginLoading Abandon(PluginWorld? world, PluginCopy copy, PluginLoading refusal)
    {
        if (world is null)
        {
            copy.TryDelete();
        }
        else
        {
            var alive = world.Context.Alive;
            departed.Follow(new DepartedPlugin(copy.Folder.Name, Task.Run(world.EndAsync), alive, copy));
        }

        return refusal;
    }

    private ServiceProvider BuildServices(Assembly assembly, IConfiguration settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton<ILoggerFactory>(new PluginLoggerFactory(loggers));
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));

        foreach (var plugin in assembly.GetExportedTypes().Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IScmPlugin))))
        {
            ((IScmPlugin)Activator.CreateInstance(plugin)!).ConfigureServices(services, settings);
        }

        var found = new ServiceCollection();
        found.Scan(scan => scan.FromAssemblies(assembly).AddClasses(classes => classes.AssignableTo<IScmProvider>()).As<IScmProvider>());
        foreach (var type in found.Select(descriptor => descriptor.ImplementationType!).OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            services.AddSingleton(provided => ProviderActivator.Create(provided, type, settings));
        }

        return services.BuildServiceProvider();
    }

    private (IReadOnlyList<ServedProvider> Providers, string? Problem) Describe(ServiceProvider services, PluginFolder folder, PluginUsage usage)
    {
        var providers = new List<ServedProvider>();
        foreach (var provider in services.GetServices<IScmProvider>())
        {
            var (description, problem) = ProviderDescriber.Describe(provider, folder.Name);
            if (description is null)
            {
                return ([], $"{problem} (file {folder.MainAssembly})");
            }

            if (providers.Any(other => other.Description.Type == description.Type))
            {
                return ([], $"has two providers for the type «{description.Type}» (file {folder.MainAssembly}).");
            }

            providers.Add(new ServedProvider(description, provider, new ProviderGuard(time), usage));
        }

        return providers.Count > 0
            ? (providers, null)
            : ([], $"has no public class that implements {nameof(IScmProvider)} (file {folder.MainAssembly}).");
    }

    private static PluginLoading Refused(PluginStatus status, string problem)
        => new(status with { State = PluginState.Refused, Reason = $"The plugin «{status.Name}» {problem}" });

    // Only the innermost exception knows what happened; those around it say that something did.
    private static string Sentence(Exception exception, PluginFolder folder)
    {
        var cause = exception;
        while ((cause is TargetInvocationException or TypeInitializationException or AggregateException) && cause.InnerException is { } inner)
        {
            cause = inner;
        }

        if (ProblemsOf(exception).ToList() is { Count: > 0 } problems)
        {
            return $"has settings that are not valid: {Shorten(string.Join(" ", problems))}";
        }

        if (cause is ReflectionTypeLoadException { LoaderExceptions: [{ } first, ..] })
        {
            cause = first;
        }

        return $"failed while it was made: {cause.GetType().FullName}: {Shorten(cause.Message)} (file {folder.MainAssembly})";
    }

    // Of all its options at once.
    private static IEnumerable<string> ProblemsOf(Exception? exception) => exception switch
    {
        OptionsValidationException invalid => invalid.Failures,
        AggregateException several => several.InnerExceptions.SelectMany(ProblemsOf),
        TargetInvocationException or TypeInitializationException => ProblemsOf(exception.InnerException),
        _ => [],
    };

    private static string Shorten(string text) => text.Length > MaxReasonLength ? text[..MaxReasonLength] : text;
}
