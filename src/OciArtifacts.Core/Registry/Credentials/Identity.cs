namespace OciArtifacts.Core.Registry.Credentials;

/// <summary>
/// The credentials that a request was sent with. They stay with the request, so that a failure can name their source,
/// and their secrets can be removed from the answer of the server.
/// </summary>
/// <param name="Registry">The registry, as users name it.</param>
/// <param name="Credential">The credentials, or <see langword="null"/> for an anonymous request.</param>
/// <param name="Places">The places that were searched for credentials.</param>
internal sealed record Identity(string Registry, Credential? Credential, CredentialPlaces Places)
{
    private static readonly HttpRequestOptionsKey<Identity> Key = new(typeof(Identity).FullName!);

    /// <summary>The identity that is noted in the request, or <see langword="null"/>.</summary>
    internal static Identity? Of(HttpRequestMessage request) => request.Options.TryGetValue(Key, out var identity) ? identity : null;

    /// <summary>Notes the identity in the request of the answer.</summary>
    internal HttpResponseMessage NoteIn(HttpResponseMessage response)
    {
        response.RequestMessage!.Options.Set(Key, this);
        return response;
    }

    /// <summary>Makes the failure of a request whose credentials are refused.</summary>
    internal OciException Rejected(Credential used, string said) => AuthFailure.Rejected(Registry, used, Places, said);

    /// <summary>Makes the failure of a request that is not permitted.</summary>
    /// <param name="action">The action, such as "push to me/app".</param>
    /// <param name="said">The answer of the server.</param>
    internal OciException Forbidden(string action, string said) =>
        Credential is null ? AuthFailure.Missing(Registry, Places, said) : AuthFailure.Denied(Registry, Credential, action, said);
}
