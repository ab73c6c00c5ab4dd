using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Gateway.SecurityTests.Mutations;

/// <summary>Changes single methods of an assembly. What is not there as it is named is an error, so that no guard is forgotten when it moves.</summary>
internal sealed class Surgeon(ModuleDefinition module)
{
    /// <summary>The method does nothing and answers with zero, false, null or an empty value; or with <paramref name="value"/>.</summary>
    public void Return(string type, string method, int value = 0)
    {
        foreach (var found in Find(type, method))
        {
            Assert.False(found.ReturnType.FullName.StartsWith("System.Threading.Tasks.Task", StringComparison.Ordinal), "nobody can await null");
            var body = found.Body = new MethodBody(found) { InitLocals = true };
            var il = body.GetILProcessor();
            if (found.ReturnType.MetadataType is MetadataType.Boolean or MetadataType.Int32 || IsEnum(found.ReturnType))
            {
                il.Emit(OpCodes.Ldc_I4, value);
            }
            else if (found.ReturnType.MetadataType != MetadataType.Void)
            {
                body.Variables.Add(new VariableDefinition(found.ReturnType));
                il.Emit(OpCodes.Ldloc_0);
            }

            il.Emit(OpCodes.Ret);
        }
    }

    /// <summary>The method, of which the instance is the first argument, answers with what a method of ours answers.</summary>
    public void Call(string type, string method, Delegate replacement)
    {
        foreach (var found in Find(type, method, replacement.Method.GetParameters().Length))
        {
            var body = found.Body = new MethodBody(found);
            var il = body.GetILProcessor();
            for (var i = 0; i < found.Parameters.Count + (found.HasThis ? 1 : 0); i++)
            {
                il.Emit(OpCodes.Ldarg, i);
            }

            il.Emit(OpCodes.Call, module.ImportReference(replacement.Method));
            il.Emit(OpCodes.Ret);
        }
    }

    /// <summary>The method does what it does for a caller who never goes away.</summary>
    public void WithoutCancellation(string type, string method)
    {
        foreach (var found in Find(type, method))
        {
            var token = found.Parameters.Single(parameter => parameter.ParameterType.Name == nameof(CancellationToken));
            var none = new VariableDefinition(token.ParameterType);
            found.Body.InitLocals = true;
            found.Body.Variables.Add(none);
            var il = found.Body.GetILProcessor();
            var first = found.Body.Instructions[0];
            il.InsertBefore(first, il.Create(OpCodes.Ldloc, none));
            il.InsertBefore(first, il.Create(OpCodes.Starg, token));
        }
    }

    /// <summary>The method answers with its first argument.</summary>
    public void PassThrough(string type, string method)
    {
        foreach (var found in Find(type, method))
        {
            found.Body = new MethodBody(found);
            found.Body.GetILProcessor().Emit(OpCodes.Ldarg_0);
            found.Body.GetILProcessor().Emit(OpCodes.Ret);
        }
    }

    /// <summary>Wherever the type calls a setter with a constant, the constant is another.</summary>
    public void Set(string type, string setter, int value)
        => Change(type, (instruction, il) =>
        {
            if (instruction.Operand is not MethodReference called || called.Name != "set_" + setter || instruction.Previous.OpCode.Code is < Code.Ldc_I4_M1 or > Code.Ldc_I4)
            {
                return false;
            }

            il.Replace(instruction.Previous, il.Create(OpCodes.Ldc_I4, value));
            return true;
        });

    /// <summary>Wherever the type speaks of a number, it is another.</summary>
    public void Number(string type, int number, int value)
        => Change(type, (instruction, il) =>
        {
            if (ValueOf(instruction) != number)
            {
                return false;
            }

            il.Replace(instruction, il.Create(OpCodes.Ldc_I4, value));
            return true;
        });

    private void Change(string type, Func<Instruction, ILProcessor, bool> change)
    {
        var changed = 0;
        foreach (var method in WithNested(FindType(type)).SelectMany(one => one.Methods).Where(one => one.HasBody))
        {
            method.Body.SimplifyMacros();
            var il = method.Body.GetILProcessor();
            changed += method.Body.Instructions.ToList().Count(instruction => change(instruction, il));
            method.Body.OptimizeMacros();
        }

        Assert.True(changed > 0, $"there is nothing to change in {type}");
    }

    private List<MethodDefinition> Find(string type, string method, int? parameters = null)
    {
        var found = FindType(type).Methods
            .Where(one => one.Name == method && one.HasBody && (parameters is null || one.Parameters.Count + (one.HasThis ? 1 : 0) == parameters)).ToList();
        Assert.True(found.Count > 0, $"there is no {type}.{method}");
        return found;
    }

    private TypeDefinition FindType(string name) => module.Types.Single(type => type.Name == name);

    private static IEnumerable<TypeDefinition> WithNested(TypeDefinition type) => type.NestedTypes.SelectMany(WithNested).Prepend(type);

    private static bool IsEnum(TypeReference type) => type.IsValueType && type is not GenericInstanceType && type.Resolve() is { IsEnum: true };

    private static int? ValueOf(Instruction instruction) => instruction.OpCode.Code switch
    {
        Code.Ldc_I4 => (int)instruction.Operand,
        Code.Ldc_I4_S => (sbyte)instruction.Operand,
        _ => null,
    };
}
