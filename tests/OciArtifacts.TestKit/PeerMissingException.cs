namespace OciArtifacts.TestKit;

/// <summary>A test needs a program that is not installed.</summary>
public sealed class PeerMissingException(string message) : Exception(message);
