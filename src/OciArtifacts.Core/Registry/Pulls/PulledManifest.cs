using System.Net.Http.Headers;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Registry.Pulls;

/// <summary>A manifest that was read from a registry.</summary>
/// <param name="Content">Its descriptor. The digest is computed and compared with that of the registry.</param>
/// <param name="Bytes">Its bytes.</param>
/// <param name="Version">The entity tag of this version, if the registry sent one.</param>
internal sealed record PulledManifest(Descriptor Content, ReadOnlyMemory<byte> Bytes, EntityTagHeaderValue? Version);
