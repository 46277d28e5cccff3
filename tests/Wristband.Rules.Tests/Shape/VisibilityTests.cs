using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Wristband.Rules.Tests.Code;

namespace Wristband.Rules.Tests.Shape;

/// <summary>Types are internal and sealed unless there is a reason to be otherwise.</summary>
public class VisibilityTests
{
    /// <summary>Where public types may live: the packages' own root and the framework's places for extension methods.</summary>
    private static readonly (string Folder, string[] Namespaces)[] PublicPlaces =
    [
        ("src/Wristband.AspNetCore", ["Wristband.AspNetCore", "Microsoft.AspNetCore.Builder", "Microsoft.Extensions.DependencyInjection",
            "Microsoft.Extensions.Hosting"]),
        ("src/Wristband.AspNetCore.Testing", ["Wristband.AspNetCore.Testing"]),
        ("src/Wristband.Platform.Testing", ["Wristband.Platform.Testing"]),
    ];

    /// <summary>Public types elsewhere, each with its reason.</summary>
    private static readonly Dictionary<string, string> PublicElsewhere = new()
    {
        ["src/Wristband.DemoApp/Classic/HelloController.cs"] = "MVC discovers public controllers only",
    };

    /// <summary>Classes that are meant to be inherited, each with its reason.</summary>
    private static readonly Dictionary<string, string> Open = new()
    {
        ["Attribute"] = "fields of lists are texts, choices, flags and times",
        ["DatabaseMove"] = "where to is an engine's own",
        ["DatabaseStart"] = "each database engine starts in its own way",
        ["PermitStore"] = "the limits of one process, and of many",
        ["PlatformDbContext"] = "each database engine has a context of its own",
        ["DatabaseBackup"] = "each database engine that can has a backup of its own",
        ["TokenStore"] = "each database engine has a store of its own",
        ["TenantChanges"] = "a tenant that is to be made has the fields that can be changed, and more",
        ["UserChanges"] = "a user who is to be made has the fields that can be changed, and more",
        ["DatabaseTrouble"] = "each database engine has errors of its own",
        ["TooBusyException"] = "a database that takes no writes is one reason to be told to come back",
        ["QueueDelivery"] = "what mails and logout notices share: claims, places, a bad row that holds up no other",
    };

    [Fact]
    public void Public_types_exist_only_at_the_root_of_a_package() => Public(SourceTree.Product).ShouldBeNone();

    [Theory]
    [InlineData("src/Wristband.Platform/Login/LoginPage.cs", "namespace Wristband.Platform.Login; public sealed class LoginPage;")]
    [InlineData("src/Wristband.AspNetCore/Login/Start.cs", "namespace Wristband.AspNetCore.Login; public static class Start;")]
    [InlineData("src/Wristband.AspNetCore/Login/Start.cs", "namespace Wristband.AspNetCore; public enum Start;")]
    public void A_public_type_elsewhere_can_fail(string path, string code) =>
        Public([Planted.File(path, code)]).ShouldReport("is public");

    [Fact]
    public void Classes_are_sealed_or_static() => Unsealed(SourceTree.Product).ShouldBeNone();

    [Theory]
    [InlineData("internal class Open;")]
    [InlineData("internal record Open(string A);")]
    [InlineData("internal abstract class Open;")]
    [InlineData("internal static class Outer { private class Open; }")]
    public void An_unsealed_class_can_fail(string code) =>
        Unsealed([Planted.File("src/A/Open.cs", code)]).ShouldReport("Open is not sealed");

    private static IEnumerable<string> Public(IEnumerable<SourceFile> files) =>
        from file in files
        from type in file.Nodes<BaseTypeDeclarationSyntax>()
        where type.Parent is not BaseTypeDeclarationSyntax && type.Modifiers.Any(SyntaxKind.PublicKeyword)
        let home = type.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault()?.Name.ToString()
        where !PublicElsewhere.ContainsKey(file.Path)
            && !PublicPlaces.Any(place => file.Folder == place.Folder && place.Namespaces.Contains(home))
        select $"{file.At(type)}: {type.Identifier} is public. Make it internal; public types live at the root of a package.";

    private static IEnumerable<string> Unsealed(IEnumerable<SourceFile> files) =>
        from part in files.SelectMany(file => file.Nodes<TypeDeclarationSyntax>().Select(type => (file, type)))
        where part.type is ClassDeclarationSyntax
            or RecordDeclarationSyntax { ClassOrStructKeyword.RawKind: not (int)SyntaxKind.StructKeyword }
        group part by (Path.GetDirectoryName(part.file.Path), FullName(part.type)) into parts
        where !parts.Any(p => p.type.Modifiers.Any(SyntaxKind.SealedKeyword) || p.type.Modifiers.Any(SyntaxKind.StaticKeyword))
        let first = parts.First()
        where !Open.ContainsKey(first.type.Identifier.Text)
        select $"{first.file.At(first.type)}: {first.type.Identifier} is not sealed. Seal it, or list it with a reason.";

    private static string FullName(TypeDeclarationSyntax type) =>
        string.Join('.', type.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Reverse().Select(t => t.Identifier.Text));
}
