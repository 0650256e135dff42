using EduConnect.Web.Protocols.Saml.Logout;

namespace EduConnect.Web.Protocols.Saml.Views;

/// <summary>The services being told of a sign-out.</summary>
/// <param name="Stops">The services.</param>
/// <param name="Next">The page that says what has become of it.</param>
/// <param name="Nonce">Lets its one script run.</param>
internal sealed record TourView(IReadOnlyList<TourStop> Stops, string Next, string Nonce);

/// <summary>One service being told.</summary>
/// <param name="Service">Its name.</param>
/// <param name="Message">What is sent; null when it has no address for it.</param>
internal sealed record TourStop(string Service, OutgoingMessage? Message);

/// <summary>What has become of a sign-out.</summary>
/// <param name="Open">Names of services that have not confirmed.</param>
/// <param name="Untold">Names of services that cannot be told.</param>
/// <param name="Asker">The service that asked; null when another did.</param>
/// <param name="Answer">Its answer; null when it has no address for it.</param>
/// <param name="Next">A path of ours to go on to; null when there is none.</param>
internal sealed record TourEndView(IReadOnlyList<string> Open, IReadOnlyList<string> Untold, string? Asker, OutgoingMessage? Answer, string? Next);
