using System.Collections.Frozen;
using System.Reflection;

namespace Gateway.Plugins.Inspection;

/// <summary>What an assembly offers to others, as texts that can be compared with what a compiled file asks of it.</summary>
internal sealed class ContractSurface
{
    private const BindingFlags Members =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private readonly FrozenDictionary<string, FrozenSet<string>> _types;

    public ContractSurface(Assembly assembly)
        => _types = assembly.GetExportedTypes().ToFrozenDictionary(type => type.FullName!, MembersOf);

    public bool HasType(string type) => _types.ContainsKey(type);

    public bool HasMember(string type, string member) => _types.TryGetValue(type, out var members) && members.Contains(member);

    public static string Field(string name, string type) => $"{type} {name}";

    public static string Method(string name, int arity, IEnumerable<string> parameters, string returnType)
        => $"{returnType} {name}{(arity == 0 ? "" : $"`{arity}")}({string.Join(",", parameters)})";

    private static FrozenSet<string> MembersOf(Type type)
    {
        var members = new HashSet<string>(StringComparer.Ordinal);
        for (var at = type; at is not null; at = at.BaseType)
        {
            members.UnionWith(at.GetFields(Members).Where(field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly)
                .Select(field => Field(field.Name, Text(field.FieldType))));
            members.UnionWith(at.GetMethods(Members).Where(IsVisible)
                .Select(method => Method(method.Name, method.GetGenericArguments().Length, Parameters(method), Text(method.ReturnType))));
            members.UnionWith(at.GetConstructors(Members).Where(IsVisible)
                .Select(constructor => Method(constructor.Name, 0, Parameters(constructor), Text(typeof(void)))));
        }

        return members.ToFrozenSet(StringComparer.Ordinal);
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static IEnumerable<string> Parameters(MethodBase method) => method.GetParameters().Select(parameter => Text(parameter.ParameterType));

    private static string Text(Type type)
    {
        if (type.IsGenericParameter)
        {
            return type.DeclaringMethod is null ? $"!{type.GenericParameterPosition}" : $"!!{type.GenericParameterPosition}";
        }

        if (type.HasElementType)
        {
            var suffix = type.IsByRef ? "&" : type.IsPointer ? "*" : $"[{new string(',', type.GetArrayRank() - 1)}]";
            return Text(type.GetElementType()!) + suffix;
        }

        return type.IsGenericType
            ? $"{type.GetGenericTypeDefinition().FullName}<{string.Join(",", type.GetGenericArguments().Select(Text))}>"
            : type.FullName!;
    }
}
