using Microsoft.Build.Framework;
using OciArtifacts.Build.Engine;
using OciArtifacts.Build.SupplyChain;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Layout;
using OciArtifacts.Core.Registry;

namespace OciArtifacts.Build.Tasks;

/// <summary>Opens the stores of artifacts that were published before.</summary>
/// <param name="engine">The engine, which keeps the connections of the build.</param>
/// <param name="options">The options of the connections.</param>
internal sealed class SubjectStores(IBuildEngine engine, RegistryOptions options) : IDisposable
{
    private readonly SharedRegistries _registries = SharedRegistries.Of(engine);

    public void Dispose() => _registries.Dispose();

    /// <summary>The repository or the layout that has the artifact.</summary>
    internal IArtifactStore Open(SubjectPlace place) => place.Reference is { } reference
        ? _registries.Pool.Client(reference.Registry, options).Repository(reference.Repository)
        : new LayoutDirectory(place.LayoutDirectory);
}
