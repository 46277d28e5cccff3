using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Wristband.Rules.Tests.Architecture;

/// <summary>One type of ours that mentions another type, ours or a package's.</summary>
internal sealed record Reference(string From, string FromFolder, string To, string ToFolder, string ToAssembly);

/// <summary>
/// Reads from the compiled assembly what every type mentions: signatures, attributes, bodies, generic arguments. Razor pages are
/// included. Constants are copied by the compiler and leave no trace, so a shared constant is no reference. A row of the database and its
/// configuration live with their noun, but together they are one model: in the table they count as the folder of the database.
/// </summary>
internal sealed class References(AssemblyDefinition assembly)
{
    private const string Product = "Wristband.";

    private readonly HashSet<string> _model = ModelOf(assembly).ToHashSet(StringComparer.Ordinal);

    private readonly Dictionary<string, string> _razorFolders = assembly.CustomAttributes
        .Where(a => a.AttributeType.Name == "RazorCompiledItemAttribute")
        .ToDictionary(
            a => ((TypeReference)a.ConstructorArguments[0].Value).FullName,
            a => RazorFolder(assembly, (string)a.ConstructorArguments[2].Value));

    public static IReadOnlyList<Reference> Of(Stream stream)
    {
        using var assembly = AssemblyDefinition.ReadAssembly(stream);
        return new References(assembly).All().Distinct().ToList();
    }

    private IEnumerable<Reference> All() =>
        from type in assembly.MainModule.GetTypes()
        let owner = Outermost(type)
        let folder = FolderOf(owner)
        where folder is not null
        from mentioned in MentionsOf(type).SelectMany(Flatten)
        let target = Outermost(mentioned)
        let scope = AssemblyOf(target)
        select new Reference(owner.FullName, folder, target.FullName, FolderOf(target) ?? "", scope);

    /// <summary>Null for what the compiler adds outside of any feature folder.</summary>
    private string? FolderOf(TypeReference type)
    {
        if (_razorFolders.TryGetValue(type.FullName, out var razor)) return razor;
        var home = AssemblyOf(type);
        if (!home.StartsWith(Product, StringComparison.Ordinal)) return null;
        var project = home[Product.Length..];
        if (_model.Contains(type.FullName)) return $"{project}.Data";
        if (type.Namespace == home) return project;
        if (type.Namespace.StartsWith(home + ".", StringComparison.Ordinal))
            return MostExact($"{project}.{type.Namespace[(home.Length + 1)..]}");
        // Extension methods live in the framework's namespaces; they are the root's.
        return type.Name.StartsWith('<') || type.Namespace.Length == 0 || type.Namespace.Contains(".Generated", StringComparison.Ordinal)
            ? null : project;
    }

    /// <summary>The row of the table with the longest name that covers this one; the first folder when none does.</summary>
    private static string MostExact(string folder)
    {
        for (var name = folder; name.Count(c => c == '.') > 1; name = name[..name.LastIndexOf('.')])
        {
            if (FeatureFolders.Table.ContainsKey(name)) return name;
        }
        return string.Join('.', folder.Split('.')[..2]);
    }

    /// <summary>What a DbContext is made of: rows, their enums, and how they are stored.</summary>
    private static IEnumerable<string> ModelOf(AssemblyDefinition assembly)
    {
        foreach (var type in assembly.MainModule.GetTypes())
        {
            foreach (var row in type.Interfaces.Select(i => i.InterfaceType).OfType<GenericInstanceType>()
                .Where(i => i.ElementType.Name == "IEntityTypeConfiguration`1").Select(i => i.GenericArguments[0].Resolve()))
            {
                yield return type.FullName;
                yield return row.FullName;
                foreach (var kind in row.Properties.Select(p => p.PropertyType).Where(p => p.IsValueType && p is not GenericInstanceType)
                    .Where(p => p.Scope == row.Scope && p.Resolve().IsEnum)) yield return kind.FullName;
            }
        }
    }

    private static IEnumerable<TypeReference> MentionsOf(TypeDefinition type) =>
    [
        .. type.BaseType is { } parent ? [parent] : Array.Empty<TypeReference>(),
        .. type.Interfaces.Select(i => i.InterfaceType),
        .. AttributesOf(type), .. type.Fields.SelectMany(AttributesOf), .. type.Properties.SelectMany(AttributesOf),
        .. type.GenericParameters.SelectMany(p => p.Constraints).Select(c => c.ConstraintType),
        .. type.Fields.Select(f => f.FieldType),
        .. type.Methods.SelectMany(MentionsOf),
    ];

    private static IEnumerable<TypeReference> MentionsOf(MethodDefinition method) =>
    [
        .. SignatureOf(method), .. AttributesOf(method), .. method.Parameters.SelectMany(AttributesOf),
        .. method.GenericParameters.SelectMany(p => p.Constraints).Select(c => c.ConstraintType),
        .. method.HasBody ? method.Body.Variables.Select(v => v.VariableType) : [],
        .. method.HasBody ? method.Body.ExceptionHandlers.Where(h => h.CatchType is not null).Select(h => h.CatchType) : [],
        .. method.HasBody ? method.Body.Instructions.SelectMany(MentionsOf) : [],
    ];

    private static IEnumerable<TypeReference> MentionsOf(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        MethodReference method =>
            [method.DeclaringType, .. SignatureOf(method), .. method is GenericInstanceMethod g ? g.GenericArguments : []],
        _ => [],
    };

    private static IEnumerable<TypeReference> SignatureOf(MethodReference method) =>
        [method.ReturnType, .. method.Parameters.Select(p => p.ParameterType)];

    private static IEnumerable<TypeReference> AttributesOf(ICustomAttributeProvider provider) => provider.CustomAttributes
        .SelectMany(a =>
            a.ConstructorArguments.Concat(a.Properties.Select(p => p.Argument)).Select(v => v.Value).OfType<TypeReference>()
                .Append(a.AttributeType));

    private static IEnumerable<TypeReference> Flatten(TypeReference type) => type switch
    {
        GenericParameter => [],
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Flatten).Prepend(generic.ElementType),
        TypeSpecification wrapped => Flatten(wrapped.ElementType),
        _ => [type],
    };

    private static TypeReference Outermost(TypeReference type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static string AssemblyOf(TypeReference type) =>
        type.Scope is AssemblyNameReference other ? other.Name : type.Module.Assembly.Name.Name;

    private static string RazorFolder(AssemblyDefinition assembly, string path)
    {
        var project = assembly.Name.Name[Product.Length..];
        return path.Split('/', StringSplitOptions.RemoveEmptyEntries) is [.. var folders, _] and not [_]
            ? MostExact($"{project}.{string.Join('.', folders)}")
            : project;
    }
}
