using Microsoft.Extensions.Options;

namespace Gateway.Configuration;

internal static class GatewayOptionsExtensions
{
    /// <summary>
    /// Binds a section; what is wrong with it is found by <see cref="SettingsCheck"/> at start, and at each reload before anything is
    /// reloaded. A validator returns one sentence per problem, each starting with the full name of the key.
    /// </summary>
    public static OptionsBuilder<TOptions> AddGatewayOptions<TOptions>(
        this IServiceCollection services, string section, Func<TOptions, IEnumerable<string>>? validate = null)
        where TOptions : class
    {
        services.AddSingleton(new SettingsSection(section, typeof(TOptions), (provider, configuration)
            => FindProblems<TOptions>(provider, configuration.GetSection(section))));
        var options = services.AddOptions<TOptions>().BindConfiguration(section);
        if (validate is not null)
        {
            services.AddSingleton<IValidateOptions<TOptions>>(new OptionsValidator<TOptions>(validate));
        }

        return options;
    }

    // Not through IOptions: these are the options as they would be, and nobody is to have them if they are not valid.
    private static IEnumerable<string> FindProblems<TOptions>(IServiceProvider services, IConfigurationSection section)
        where TOptions : class
    {
        var options = Activator.CreateInstance<TOptions>();
        section.Bind(options);
        return services.GetServices<IValidateOptions<TOptions>>()
            .Select(validator => validator.Validate(Options.DefaultName, options))
            .Where(result => result.Failed)
            .SelectMany(result => result.Failures ?? []);
    }

    private sealed class OptionsValidator<TOptions>(Func<TOptions, IEnumerable<string>> validate) : IValidateOptions<TOptions>
        where TOptions : class
    {
        public ValidateOptionsResult Validate(string? name, TOptions options)
        {
            var problems = validate(options).ToList();
            return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
        }
    }
}
