namespace OciArtifacts.Core.Authoring;

/// <summary>The layers of publish output, ordered from the layer that changes least to the one that changes most.</summary>
internal static class LayerNames
{
    internal const string Runtime = "runtime";
    internal const string Packages = "packages";
    internal const string Projects = "projects";
    internal const string Resources = "resources";
    internal const string Symbols = "symbols";
    internal const string App = "app";

    /// <summary>Files that contain the time of the build, so a clean build changes them even if no source has changed.</summary>
    internal const string Generated = "generated";

    private const int Step = 100;

    private static readonly string[] Order = [Runtime, Packages, Projects, Resources, Symbols, App, Generated];

    /// <summary>All layers that publish output can have.</summary>
    internal static IReadOnlyList<string> All => Order;

    /// <summary>The positions of the layers of publish output, as text for logs.</summary>
    internal static string Positions => string.Join(", ", Order.Select(layer => $"{layer} {PositionOf(layer)}"));

    /// <summary>Checks the name of a layer.</summary>
    /// <param name="layer">The name, not empty.</param>
    /// <param name="giver">What messages call the item that has the name.</param>
    /// <exception cref="OciException">The name is not valid (<see cref="OciErrorCode.InvalidName"/>).</exception>
    internal static void Check(string layer, string giver)
    {
        if (!char.IsAsciiLetterOrDigit(layer[0]) || !layer.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
        {
            throw new OciException(
                OciErrorCode.InvalidName,
                $"The layer '{layer}' of {giver} cannot be a name. Use a-z, A-Z, 0-9, . _ - and begin with a letter or a digit.");
        }

        if (AnnotationScopes.All.Contains(layer, StringComparer.OrdinalIgnoreCase))
        {
            throw new OciException(
                OciErrorCode.InvalidName, $"A layer cannot have the name '{layer}': it is a scope of annotations. Choose another.");
        }
    }

    /// <summary>The class of a layer: <c>resources</c> for the layer <c>resources.de</c>.</summary>
    internal static string ClassOf(string layer) =>
        layer.StartsWith(Resources + ".", StringComparison.Ordinal) ? Resources : layer;

    /// <summary>Whether publish output can have such a layer.</summary>
    internal static bool IsOfPublishOutput(string layer) => Order.Contains(ClassOf(layer));

    /// <summary>
    /// The position of a layer: <c>runtime</c> has 100, the next layer 200, and so on. Layers with other names come after the
    /// layers of publish output.
    /// </summary>
    internal static int PositionOf(string layer)
    {
        var index = Array.IndexOf(Order, ClassOf(layer));
        return ((index >= 0 ? index : Order.Length) + 1) * Step;
    }
}
