namespace OciArtifacts.Core.Authoring;

/// <summary>The places of layers: as the author declares them, otherwise as <see cref="LayerNames"/> has them.</summary>
internal sealed class LayerOrder(IReadOnlyList<InputLayer> layers)
{
    private readonly Dictionary<string, int> _orders = layers
        .Where(layer => layer.Order is not null)
        .GroupBy(layer => layer.Name, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.Last().Order!.Value, StringComparer.Ordinal);

    /// <summary>The place of a layer: a lower number is earlier.</summary>
    internal int PositionOf(string layer) =>
        _orders.TryGetValue(layer, out var own) || _orders.TryGetValue(LayerNames.ClassOf(layer), out own) ? own : LayerNames.PositionOf(layer);
}
