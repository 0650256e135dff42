using EduConnect.Core.Federation.Claims;
using EduConnect.Core.Federation.Reception;
using EduConnect.Core.Federation.Registry;
using EduConnect.Web.Protocols.Oidc.Authorize;
using EduConnect.Web.Protocols.Oidc.Messages;

namespace EduConnect.Web.Protocols.Oidc.Views;

/// <summary>A refusal shown to the person.</summary>
/// <param name="Error">The refusal.</param>
/// <param name="Service">Name of the service, when known.</param>
internal sealed record ErrorView(OidcError Error, string? Service);

/// <summary>The service does not receive the person.</summary>
/// <param name="Service">Its contract.</param>
/// <param name="Why">Why not.</param>
/// <param name="Profile">With which profile the person is signed in.</param>
/// <param name="OtherAccount">Where to sign in as somebody else and come back.</param>
/// <param name="Back">Where to go back to the service, which is told.</param>
internal sealed record NotReceivedView(Service Service, NotReceived Why, Audience Profile, string OtherAccount, string Back)
{
    /// <summary>Whether a pupil is signed in.</summary>
    public bool IsPupil => Profile is Audience.Pupils;
}

/// <summary>A form that goes to the service.</summary>
/// <param name="Address">Where.</param>
/// <param name="Fields">With what.</param>
/// <param name="Nonce">Lets its one script run.</param>
internal sealed record FormPostView(string Address, IReadOnlyList<KeyValuePair<string, string>> Fields, string Nonce);

/// <summary>A page that goes on to another site.</summary>
/// <param name="Address">Where.</param>
internal sealed record LeavingView(string Address);

/// <summary>Whether to sign out.</summary>
/// <param name="Service">Who asks, when known.</param>
/// <param name="Fields">The request, to be repeated.</param>
internal sealed record ConfirmLogoutView(string? Service, IReadOnlyList<KeyValuePair<string, string>> Fields);

/// <summary>Signed out.</summary>
/// <param name="Service">Who asked, when known.</param>
internal sealed record LoggedOutView(string? Service);

/// <summary>What will be released.</summary>
/// <param name="Service">To whom.</param>
/// <param name="Fields">The request, to be repeated.</param>
/// <param name="Names">Claims that go out.</param>
internal sealed record ConsentView(string Service, IReadOnlyList<KeyValuePair<string, string>> Fields, IReadOnlySet<string> Names)
{
    public static ConsentView Of(AuthorizeRequest request)
    {
        var service = request.Client!;
        var claims = request.Claims!;
        var names = ClaimSelection.Select(service, ClaimSelection.Grant(service, request.Scopes), claims.IdToken.Concat(claims.UserInfo));
        return new(service.Name, [.. request.Carried.Where(pair => pair.Key != ConsentDecision.Field)], names);
    }
}
