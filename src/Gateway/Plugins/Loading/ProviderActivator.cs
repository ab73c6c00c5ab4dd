using System.Reflection;
using System.Runtime.CompilerServices;
using Providers.Abstractions;

namespace Gateway.Plugins.Loading;

/// <summary>Makes a provider, whose constructor may take the section of the settings that its own <see cref="IScmProvider.Type"/> names.</summary>
internal static class ProviderActivator
{
    public static IScmProvider Create(IServiceProvider services, Type provider, IConfiguration settings)
    {
        if (!provider.GetConstructors().Any(constructor => constructor.GetParameters().Any(TakesSettings)))
        {
            return (IScmProvider)ActivatorUtilities.CreateInstance(services, provider);
        }

        var section = new ProviderSettings(settings);
        var type = TypeBefore(provider);
        if (type is not null)
        {
            section.Bind(type);
        }

        var made = (IScmProvider)ActivatorUtilities.CreateInstance(services, provider, section);
        if (type is null && made.Type is { } told)
        {
            section.Bind(told);
            if (section.WasReadUnbound)
            {
                // It has read an empty section. Now that its type is known, it is made once more over the real one.
                (made as IDisposable)?.Dispose();
                var bound = new ProviderSettings(settings);
                bound.Bind(told);
                return (IScmProvider)ActivatorUtilities.CreateInstance(services, provider, bound);
            }
        }

        return made;
    }

    private static bool TakesSettings(ParameterInfo parameter) => parameter.ParameterType == typeof(IConfiguration);

    // Most providers tell their type by a constant, and then no constructor is needed to ask for it.
    private static ScmType? TypeBefore(Type provider)
    {
        try
        {
            var blank = RuntimeHelpers.GetUninitializedObject(provider);
#pragma warning disable CA1816 // A finalizer must not see an object whose constructor never ran.
            GC.SuppressFinalize(blank);
#pragma warning restore CA1816
            return ((IScmProvider)blank).Type;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return null;
        }
    }
}
