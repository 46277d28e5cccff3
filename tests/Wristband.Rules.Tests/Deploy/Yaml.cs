using Wristband.Rules.Tests.Code;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Wristband.Rules.Tests.Deploy;

/// <summary>A YAML file as a list of its values, each with the way to it: "services/demo/environment/SSL_CERT_FILE".</summary>
internal sealed record Yaml(SourceFile File, IReadOnlyList<(string Path, string Value)> Values)
{
    /// <summary>What Kubernetes calls it; empty for a compose file.</summary>
    public string Kind => this["kind"];

    public string this[string path] => Values.FirstOrDefault(v => v.Path == path).Value ?? "";

    public static IReadOnlyList<Yaml> Read(IEnumerable<SourceFile> files) => files.Select(Read).ToList();

    /// <summary>Every YAML file below deploy/. One that cannot be parsed fails whoever asks.</summary>
    public static IReadOnlyList<Yaml> OfDeploy() => Read(SourceTree.Named(".yaml", ".yml").Where(
        f => f.Path.StartsWith("deploy/", StringComparison.Ordinal)));

    /// <summary>The values below a path, whatever stands for a star.</summary>
    public IEnumerable<(string Path, string Value)> Below(string pattern)
    {
        var parts = pattern.Split('/');
        return Values.Where(v => v.Path.Split('/') is var path && path.Length >= parts.Length
            && parts.Zip(path).All(p => p.First == "*" || p.First == p.Second));
    }

    /// <summary>The names of the things in a mapping: "services" gives those of the services.</summary>
    public IEnumerable<string> Names(string path) =>
        Below(path + "/*").Select(v => v.Path.Split('/')[path.Split('/').Length]).Distinct();

    private static Yaml Read(SourceFile file)
    {
        using var text = new StringReader(file.Text);
        var root = new DeserializerBuilder().Build().Deserialize(new MergingParser(new Parser(text)));
        return new Yaml(file, Flat("", root).ToList());
    }

    private static IEnumerable<(string Path, string Value)> Flat(string path, object? node) => node switch
    {
        IDictionary<object, object?> map => map.SelectMany(e => Flat(path.Length == 0 ? $"{e.Key}" : $"{path}/{e.Key}", e.Value)),
        IList<object?> list => list.SelectMany((item, n) => Flat($"{path}/{n}", item)),
        _ => [(path, $"{node}")],
    };
}
