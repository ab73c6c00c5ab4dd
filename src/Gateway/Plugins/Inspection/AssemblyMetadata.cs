using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Gateway.Plugins.Inspection;

/// <summary>What a compiled file says of itself and asks of others, read without loading it: nothing of it runs.</summary>
internal sealed class AssemblyMetadata : IDisposable
{
    private static readonly SignatureText Signatures = new();

    private readonly PEReader _file;
    private readonly MetadataReader _reader;

    private AssemblyMetadata(PEReader file, MetadataReader reader)
    {
        _file = file;
        _reader = reader;
    }

    /// <summary>Null when the file is no assembly of .NET, as a native library is not.</summary>
    public static AssemblyMetadata? TryOpen(string path)
    {
        var file = new PEReader(File.OpenRead(path));
        try
        {
            if (file.HasMetadata && file.GetMetadataReader() is { IsAssembly: true } reader)
            {
                return new AssemblyMetadata(file, reader);
            }
        }
        catch (BadImageFormatException)
        {
            file.Dispose();
            return null;
        }

        file.Dispose();
        return null;
    }

    public string Name => _reader.GetString(_reader.GetAssemblyDefinition().Name);

    public IEnumerable<AssemblyName> References
        => _reader.AssemblyReferences.Select(handle => _reader.GetAssemblyReference(handle).GetAssemblyName());

    public string? InformationalVersion => AttributeTexts(nameof(AssemblyInformationalVersionAttribute), 1)
        .Select(texts => texts[0])
        .FirstOrDefault();

    public string? Metadata(string key) => AttributeTexts(nameof(AssemblyMetadataAttribute), 2)
        .Where(texts => texts[0] == key)
        .Select(texts => texts[1])
        .FirstOrDefault();

    /// <summary>The types and members that it uses of another assembly and that this one does not have.</summary>
    public IEnumerable<string> Missing(string assembly, ContractSurface surface)
    {
        foreach (var handle in _reader.TypeReferences)
        {
            if (IsOf(handle, assembly) && SignatureText.Name(_reader, handle) is var type && !surface.HasType(type))
            {
                yield return type;
            }
        }

        foreach (var handle in _reader.MemberReferences)
        {
            var member = _reader.GetMemberReference(handle);
            if (DeclaringType(member.Parent) is { } declaring && IsOf(declaring, assembly))
            {
                var type = SignatureText.Name(_reader, declaring);
                var text = Text(member);
                if (surface.HasType(type) && !surface.HasMember(type, text))
                {
                    yield return $"{type}: {text}";
                }
            }
        }
    }

    public void Dispose() => _file.Dispose();

    private string Text(MemberReference member)
    {
        var name = _reader.GetString(member.Name);
        if (member.GetKind() == MemberReferenceKind.Field)
        {
            return ContractSurface.Field(name, member.DecodeFieldSignature(Signatures, null));
        }

        var signature = member.DecodeMethodSignature(Signatures, null);
        return ContractSurface.Method(name, signature.GenericParameterCount, signature.ParameterTypes, signature.ReturnType);
    }

    private TypeReferenceHandle? DeclaringType(EntityHandle parent)
    {
        if (parent.Kind == HandleKind.TypeReference)
        {
            return (TypeReferenceHandle)parent;
        }

        if (parent.Kind != HandleKind.TypeSpecification)
        {
            return null;
        }

        var blob = _reader.GetBlobReader(_reader.GetTypeSpecification((TypeSpecificationHandle)parent).Signature);
        if (blob.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
        {
            return null;
        }

        blob.ReadCompressedInteger();
        return blob.ReadTypeHandle() is { Kind: HandleKind.TypeReference } generic ? (TypeReferenceHandle)generic : null;
    }

    private bool IsOf(TypeReferenceHandle handle, string assembly)
    {
        var scope = _reader.GetTypeReference(handle).ResolutionScope;
        return scope.Kind switch
        {
            HandleKind.TypeReference => IsOf((TypeReferenceHandle)scope, assembly),
            HandleKind.AssemblyReference => string.Equals(
                _reader.GetString(_reader.GetAssemblyReference((AssemblyReferenceHandle)scope).Name), assembly, StringComparison.OrdinalIgnoreCase),
            _ => false,
        };
    }

    private IEnumerable<string?[]> AttributeTexts(string attributeType, int count)
    {
        foreach (var handle in _reader.GetAssemblyDefinition().GetCustomAttributes())
        {
            var attribute = _reader.GetCustomAttribute(handle);
            if (attribute.Constructor.Kind == HandleKind.MemberReference
                && _reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is { Kind: HandleKind.TypeReference } parent
                && _reader.GetString(_reader.GetTypeReference((TypeReferenceHandle)parent).Name) == attributeType)
            {
                var value = _reader.GetBlobReader(attribute.Value);
                value.ReadUInt16();
                var texts = new string?[count];
                for (var i = 0; i < count; i++)
                {
                    texts[i] = value.ReadSerializedString();
                }

                yield return texts;
            }
        }
    }
}
