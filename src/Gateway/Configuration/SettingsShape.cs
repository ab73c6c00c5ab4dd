using System.Collections;
using System.ComponentModel;
using System.Reflection;

namespace Gateway.Configuration;

/// <summary>Holds what is written against the options that will be bound to it, because binding ignores what it does not know.</summary>
internal sealed class SettingsShape(IReadOnlyList<SettingsSection> sections)
{
    public const string Root = "Gateway";

    public IEnumerable<string> FindProblems(IConfiguration settings)
        => sections.Select(section => section.Path.Split(':')[0]).Append(Root).Distinct(StringComparer.OrdinalIgnoreCase)
            .SelectMany(root => FindProblems(settings.GetSection(root)));

    private IEnumerable<string> FindProblems(IConfigurationSection section)
    {
        if (sections.FirstOrDefault(one => Same(one.Path, section.Path)) is { } known)
        {
            return FindProblems(section, known.Options);
        }

        return section.GetChildren().SelectMany(child => IsOnTheWay(child) ? FindProblems(child) : [$"{child.Path} is not a setting."]);
    }

    private bool IsOnTheWay(IConfigurationSection section)
        => sections.Any(one => Same(one.Path, section.Path)
            || one.Path.StartsWith(section.Path + ":", StringComparison.OrdinalIgnoreCase));

    private IEnumerable<string> FindProblems(IConfigurationSection section, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (typeof(IConfiguration).IsAssignableFrom(type) || type == typeof(Version))
        {
            return [];
        }

        if (ElementOf(type) is { } element)
        {
            // The binder would pass over one value where a list belongs, without a word.
            return section.Value is { Length: > 0 } ? [$"{section.Path} must be a list: write {section.Path}:0, {section.Path}:1 and so on."] : section.GetChildren().SelectMany(child => FindProblems(child, element));
        }

        if (type.IsDefined(typeof(FlagsAttribute)) && section.GetChildren().Any())
        {
            return section.GetChildren().SelectMany(child => FindProblemsInText(child, type));
        }

        return IsText(type) ? FindProblemsInText(section, type) : FindProblemsInObject(section, type);
    }

    private IEnumerable<string> FindProblemsInObject(IConfigurationSection section, Type type)
        => string.IsNullOrEmpty(section.Value)
            ? section.GetChildren().SelectMany(child => FindProblemsInMember(child, type))
            : [$"{section.Path} must be an object, with settings of its own."];

    private IEnumerable<string> FindProblemsInMember(IConfigurationSection child, Type type)
    {
        if (sections.Any(one => Same(one.Path, child.Path)))
        {
            return FindProblems(child);
        }

        var property = type.GetProperty(child.Key, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase);
        return property is null && !sections.Any(one => one.Path.StartsWith(child.Path + ":", StringComparison.OrdinalIgnoreCase))
            ? [$"{child.Path} is not a setting."]
            : property is null ? FindProblems(child) : FindProblems(child, property.PropertyType);
    }

    private static IEnumerable<string> FindProblemsInText(IConfigurationSection section, Type type)
    {
        if (section.GetChildren().Any())
        {
            yield return $"{section.Path} must be one value.";
        }
        else if (section.Value is { Length: > 0 } value && !TypeDescriptor.GetConverter(type).IsValid(value))
        {
            yield return $"{section.Path} must be {Describe(type)}.";
        }
    }

    private static bool IsText(Type type) => TypeDescriptor.GetConverter(type).CanConvertFrom(typeof(string));

    private static Type? ElementOf(Type type)
    {
        if (type == typeof(string))
        {
            return null;
        }

        var interfaces = type.GetInterfaces().Append(type).Where(one => one.IsGenericType).ToList();
        return (interfaces.Find(one => one.GetGenericTypeDefinition() == typeof(IDictionary<,>))
                ?? interfaces.Find(one => one.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>)))?.GetGenericArguments()[1]
            ?? (typeof(IEnumerable).IsAssignableFrom(type)
                ? interfaces.Find(one => one.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0]
                : null);
    }

    private static string Describe(Type type)
        => type.IsEnum ? "one of " + string.Join(", ", Enum.GetNames(type))
        : type == typeof(bool) ? "true or false"
        : type == typeof(TimeSpan) ? "a time as hh:mm:ss"
        : type == typeof(Uri) ? "an address"
        : type == typeof(double) ? "a number"
        : "a whole number";

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
