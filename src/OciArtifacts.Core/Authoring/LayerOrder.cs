namespace OciArtifacts.Core.Authoring;

/// <summary>The positions of layers: those that the author declares, otherwise those of <see cref="LayerNames"/>.</summary>
internal sealed class LayerOrder(IReadOnlyList<InputLayer> layers)
{
    private readonly Dictionary<string, int> _orders = layers
        .Where(layer => layer.Order is not null)
        .GroupBy(layer => layer.Name, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.Last().Order!.Value, StringComparer.Ordinal);

    /// <summary>The position of a layer: layers with lower numbers come first.</summary>
    internal int PositionOf(string layer) =>
        _orders.TryGetValue(layer, out var declared) || _orders.TryGetValue(LayerNames.ClassOf(layer), out declared)
            ? declared
            : LayerNames.PositionOf(layer);
}
