using Microsoft.AspNetCore.Http;

namespace OciArtifacts.TestKit.Registry;

/// <summary>Rules that apply to all requests, before the endpoints handle them.</summary>
internal sealed class AdmissionRules(RegistryState state)
{
    internal void CheckCookie(RecordedRequest record)
    {
        if (state.Options.SetsCookie && record.Cookie is not null)
            throw new RegistryRefusal(StatusCodes.Status401Unauthorized, ErrorCodes.Unauthorized, "the cookie is of no session");
    }

    internal void CheckRepository(Exchange exchange)
    {
        if (HttpMethods.IsGet(exchange.Method) || HttpMethods.IsHead(exchange.Method) || exchange.Route.Repository.Length == 0) return;
        var name = exchange.Route.Repository;
        if (state.Options.RepositoryMustExist?.Contains(name, StringComparer.Ordinal) == false)
            throw new RegistryRefusal(StatusCodes.Status404NotFound, ErrorCodes.NameUnknown, $"the repository {name} has to be made first");
    }
}
