// ASP.NET Core 9 and later, Microsoft.AspNetCore.Authentication.OpenIdConnect, by the standards; not run by our tests.
// Enter the service with --auth client_secret_post (the handler sends its secret in the form only) --redirect https://ent.example/signin-oidc --post-logout https://ent.example/signout-callback-oidc
//   --scope profile ect.scope.ent --claim given_name family_name FrEduCtPersonAffiliation FrEduCtRefId FrEduVecteur FrEduCtDateConnexion FrEduUrlRetour
// Requests are pushed by themselves, since our discovery document offers it. ect.scope.ent, a scope of the service's own, brings the whole contract. With the demonstration, which is http: options.RequireHttpsMetadata = false;
builder.Services.AddAuthentication(options =>
{
    options.DefaultScheme = CookieAuthenticationDefaults.AuthenticationScheme;
    options.DefaultChallengeScheme = OpenIdConnectDefaults.AuthenticationScheme;
}).AddCookie().AddOpenIdConnect(options =>
{
    options.Authority = "https://educonnect.example";
    options.ClientId = "client-id";
    options.ClientSecret = builder.Configuration["EduConnect:Secret"];
    options.ResponseType = "code";                  // with PKCE, which is on
    options.GetClaimsFromUserInfoEndpoint = true;   // the claims of a person are there, not in the identity token
    options.MapInboundClaims = false;               // keeps "sub" and the ministry's names as they are
    options.SaveTokens = true;                      // the identity token is asked for again at sign-out
    options.Scope.Add("ect.scope.ent");             // beside openid and profile, which are there
    foreach (var name in new[] { "FrEduCtPersonAffiliation", "FrEduCtRefId", "FrEduVecteur", "FrEduCtDateConnexion", "FrEduUrlRetour" })
    {
        options.ClaimActions.MapJsonKey(name, name); // a list becomes one claim a value
    }
});
