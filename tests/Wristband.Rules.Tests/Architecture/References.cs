using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Wristband.Rules.Tests.Architecture;

/// <summary>One type of ours that mentions another type, ours or a package's.</summary>
internal sealed record Reference(string From, string FromRoom, string To, string ToRoom, string ToAssembly);

/// <summary>
/// Reads from the compiled assembly what every type mentions: signatures, attributes, bodies, generic arguments. Razor pages are
/// included. Constants are copied by the compiler and leave no trace, so a shared constant is no reference.
/// </summary>
internal sealed class References(AssemblyDefinition assembly)
{
    private const string Product = "Wristband.";

    private readonly Dictionary<string, string> _razorRooms = assembly.CustomAttributes
        .Where(a => a.AttributeType.Name == "RazorCompiledItemAttribute")
        .ToDictionary(
            a => ((TypeReference)a.ConstructorArguments[0].Value).FullName, a =>
                RazorRoom(assembly, (string)a.ConstructorArguments[2].Value));

    public static IReadOnlyList<Reference> Of(Stream stream)
    {
        using var assembly = AssemblyDefinition.ReadAssembly(stream);
        return new References(assembly).All().Distinct().ToList();
    }

    private IEnumerable<Reference> All() =>
        from type in assembly.MainModule.GetTypes()
        let owner = Outermost(type)
        let room = RoomOf(owner)
        where room is not null
        from mentioned in MentionsOf(type).SelectMany(Flatten)
        let target = Outermost(mentioned)
        let scope = AssemblyOf(target)
        select new Reference(owner.FullName, room, target.FullName, RoomOf(target) ?? "", scope);

    /// <summary>Null for what the compiler adds outside of any room.</summary>
    private string? RoomOf(TypeReference type)
    {
        if (_razorRooms.TryGetValue(type.FullName, out var razor)) return razor;
        var home = AssemblyOf(type);
        if (!home.StartsWith(Product, StringComparison.Ordinal)) return null;
        var project = home[Product.Length..];
        if (type.Namespace == home) return project;
        if (type.Namespace.StartsWith(home + ".", StringComparison.Ordinal))
            return $"{project}.{type.Namespace[(home.Length + 1)..].Split('.')[0]}";
        // Extension methods live in the framework's namespaces; they are the root's.
        return type.Name.StartsWith('<') || type.Namespace.Length == 0 || type.Namespace.Contains(".Generated", StringComparison.Ordinal)
            ? null : project;
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

    private static string RazorRoom(AssemblyDefinition assembly, string path)
    {
        var project = assembly.Name.Name[Product.Length..];
        return path.Split('/', StringSplitOptions.RemoveEmptyEntries) is [var room, _, ..] ? $"{project}.{room}" : project;
    }
}
