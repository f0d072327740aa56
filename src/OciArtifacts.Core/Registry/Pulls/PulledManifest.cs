using System.Net.Http.Headers;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Registry.Pulls;

/// <summary>A manifest as a registry has it.</summary>
/// <param name="Content">What it is; computed, and compared with what the registry says.</param>
/// <param name="Bytes">All of it.</param>
/// <param name="Version">What the registry calls this version of it, if anything.</param>
internal sealed record PulledManifest(Descriptor Content, ReadOnlyMemory<byte> Bytes, EntityTagHeaderValue? Version);
