namespace OciArtifacts.Core.Authoring;

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

    private const int Step = 100;

    private static readonly string[] Order = [Runtime, Packages, Projects, Resources, Symbols, App, Generated];

    /// <summary>The layers that publish output may have.</summary>
    internal static IReadOnlyList<string> All => Order;

    /// <summary>The positions of the layers of publish output, for people.</summary>
    internal static string Positions => string.Join(", ", Order.Select(layer => $"{layer} {PositionOf(layer)}"));

    /// <summary>Checks a name that a project gives.</summary>
    /// <exception cref="OciException">It cannot be one.</exception>
    internal static void Check(string layer, string giver)
    {
        if (!char.IsAsciiLetterOrDigit(layer[0]) || !layer.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
        {
            throw new OciException(
                OciErrorCode.InvalidName, $"The layer '{layer}' of {giver} cannot be a name. Use a-z, A-Z, 0-9, . _ - and begin with a letter or a digit.");
        }

        if (AnnotationScopes.All.Contains(layer, StringComparer.OrdinalIgnoreCase))
        {
            throw new OciException(OciErrorCode.InvalidName, $"A layer cannot have the name '{layer}': it is a scope of annotations. Choose another.");
        }
    }

    /// <summary>The class of a layer: <c>resources</c> for the layer <c>resources.de</c>.</summary>
    internal static string ClassOf(string layer) =>
        layer.StartsWith(Resources + ".", StringComparison.Ordinal) ? Resources : layer;

    /// <summary>Whether publish output may have such a layer.</summary>
    internal static bool IsOfPublishOutput(string layer) => Order.Contains(ClassOf(layer));

    /// <summary>Where a layer stands: <c>runtime</c> at 100, the next at 200; layers that the project names come behind those of publish output.</summary>
    internal static int PositionOf(string layer) => ((Array.IndexOf(Order, ClassOf(layer)) is >= 0 and var position ? position : Order.Length) + 1) * Step;
}
