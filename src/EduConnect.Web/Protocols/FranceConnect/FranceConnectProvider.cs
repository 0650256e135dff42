using EduConnect.Core.FranceConnect;
using EduConnect.Web.Protocols.Providers;

namespace EduConnect.Web.Protocols.FranceConnect;

/// <summary>FranceConnect, as this service is registered there.</summary>
internal sealed class FranceConnectProvider(FranceConnectOptions options, IHttpClientFactory factory, TimeProvider clock) : OpenIdProvider(options, HttpName, factory, clock)
{
    /// <summary>Name of the HTTP client.</summary>
    public const string HttpName = "franceconnect";
}
