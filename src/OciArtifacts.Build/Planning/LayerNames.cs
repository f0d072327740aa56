namespace OciArtifacts.Build.Planning;

/// <summary>The layers of publish output, in their order: least to most volatile.</summary>
internal static class LayerNames
{
    internal const string Runtime = "runtime";
    internal const string Packages = "packages";
    internal const string Projects = "projects";
    internal const string Resources = "resources";
    internal const string Symbols = "symbols";
    internal const string App = "app";

    /// <summary>What a clean build writes anew, with the time in it, although nothing has changed.</summary>
    internal const string Generated = "generated";

    private static readonly string[] Order = [Runtime, Packages, Projects, Resources, Symbols, App, Generated];

    /// <summary>The class of a layer: <c>resources</c> for the layer <c>resources.de</c>.</summary>
    internal static string ClassOf(string layer) =>
        layer.StartsWith(Resources + ".", StringComparison.Ordinal) ? Resources : layer;

    /// <summary>Whether publish output may have such a layer.</summary>
    internal static bool IsOfPublishOutput(string layer) => PositionOf(layer) < Order.Length;

    /// <summary>Where a layer stands; layers that the project names come behind those of publish output.</summary>
    internal static int PositionOf(string layer) => Array.IndexOf(Order, ClassOf(layer)) is >= 0 and var position ? position : Order.Length;
}
