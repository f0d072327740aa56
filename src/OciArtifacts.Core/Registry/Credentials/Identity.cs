namespace OciArtifacts.Core.Registry.Credentials;

/// <summary>
/// As whom a request was sent. It stays with the request, so that what becomes of it can name whose credentials they were, and quotes none of
/// their secrets: some servers answer with what they were given.
/// </summary>
/// <param name="Registry">The registry as people name it.</param>
/// <param name="Credential">Whose credentials; <see langword="null"/> is anybody.</param>
/// <param name="Places">Where credentials were looked for.</param>
internal sealed record Identity(string Registry, Credential? Credential, CredentialPlaces Places)
{
    private static readonly HttpRequestOptionsKey<Identity> Key = new(typeof(Identity).FullName!);

    /// <summary>As whom the request was sent, if it was in anybody's name.</summary>
    internal static Identity? Of(HttpRequestMessage request) => request.Options.TryGetValue(Key, out var identity) ? identity : null;

    /// <summary>Notes it in what was answered.</summary>
    internal HttpResponseMessage NoteIn(HttpResponseMessage response)
    {
        response.RequestMessage!.Options.Set(Key, this);
        return response;
    }

    /// <summary>The failure of a request whose credentials are not accepted.</summary>
    internal OciException Rejected(Credential used, string said) => AuthFailure.Rejected(Registry, used, Places, said);

    /// <summary>The failure of a request that is not permitted.</summary>
    /// <param name="action">What is not permitted, such as "push to me/app".</param>
    /// <param name="said">What the server says of it.</param>
    internal OciException Forbidden(string action, string said) =>
        Credential is null ? AuthFailure.Missing(Registry, Places, said) : AuthFailure.Denied(Registry, Credential, action, said);
}
