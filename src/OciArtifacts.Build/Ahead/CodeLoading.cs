using OciArtifacts.Core.ArtifactTypes.Catalog;
using Task = System.Threading.Tasks.Task;

namespace OciArtifacts.Build.Ahead;

/// <summary>Loads code that packing needs, in the background: the catalogue of types with its JSON code.</summary>
internal static class CodeLoading
{
    internal static Task Start() => Task.Run(static () => ArtifactTypeCatalog.BuiltIn);
}
