namespace EduConnect.Core.Federation.Grants;

/// <summary>The statements of <see cref="GrantStore"/>. Table and column names come from the snake_case convention.</summary>
internal static class GrantStatements
{
    private const string Columns =
        "code_hash, client_id, session_id, account_id, profile, authenticated_at, methods, redirect_uri, code_challenge, nonce, "
        + "scope, token_scope, id_token_claims, user_info_claims, token_expires_at, refresh_expires_at, "
        + "code_thumbprint, token_thumbprint, refresh_thumbprint";

    // Not the idle time: it closes the browser, while a service goes on without it (ADR 0025).
    private const string SessionIsOpen =
        "exists (select 1 from session s where s.id = oidc_grant.session_id and s.ended_at is null and s.expires_at > @now)";

    /// <summary>Journal first: a release without its trace cannot happen (S-AU3), whether or not the engine runs both as one transaction.</summary>
    public const string Issue =
        "insert into journal_entry (id, at, code, account_id, detail, request_id, network) "
        + "select @event, @now, 'service.entered', s.holder_id, @detail, @request, @network "
        + "from session s where s.id = @session and s.ended_at is null and s.expires_at > @now and s.kind in (1, 2); "
        + "insert into oidc_grant (code_hash, state, generation, client_id, session_id, account_id, profile, authenticated_at, methods, "
        + "redirect_uri, code_challenge, code_thumbprint, nonce, scope, token_scope, id_token_claims, user_info_claims, issued_at, code_expires_at) "
        + "select @code, 0, 0, @client, s.id, s.holder_id, s.kind, s.authenticated_at, s.methods, "
        + "@redirect, @challenge, @thumbprint, @nonce, @scope, @scope, @idclaims, @infoclaims, @now, @end "
        + "from session s where s.id = @session and s.ended_at is null and s.expires_at > @now and s.kind in (1, 2)";

    public const string Redeem =
        "update oidc_grant set state = 1, token_hash = @token, token_expires_at = @tokenend, token_thumbprint = @thumbprint "
        + "where code_hash = @code and state = 0 and client_id = @client and code_expires_at > @now and " + SessionIsOpen
        + " returning " + Columns;

    public const string RevokeRedeemed =
        "update oidc_grant set state = 2, token_hash = null, refresh_hash = null where code_hash = @code and client_id = @client and state = 1";

    public const string AllowRefresh =
        "update oidc_grant set refresh_hash = @refresh, refresh_expires_at = @refreshend, refresh_thumbprint = @thumbprint where code_hash = @code and state = 1";

    public const string Refresh =
        "update oidc_grant set refresh_hash = @refresh, generation = generation + 1, token_hash = @token, token_expires_at = @tokenend, token_thumbprint = @thumbprint, "
        + "token_scope = coalesce(@tokenscope, scope) "
        + "where code_hash = @code and state = 1 and client_id = @client and refresh_hash = @old and refresh_expires_at > @now "
        + "and (refresh_thumbprint is null or refresh_thumbprint = @thumbprint) and " + SessionIsOpen
        + " returning " + Columns;

    public const string RevokeReplayed =
        "update oidc_grant set state = 2, token_hash = null, refresh_hash = null "
        + "where code_hash = @code and client_id = @client and state = 1 and refresh_hash is not null and refresh_hash <> @old";

    public const string FindByToken =
        "select " + Columns + " from oidc_grant where token_hash = @token and state = 1 and token_expires_at > @now and " + SessionIsOpen;

    public const string FindByRefresh =
        "select " + Columns + " from oidc_grant where code_hash = @code and refresh_hash = @refresh and state = 1 and refresh_expires_at > @now and "
        + SessionIsOpen;

    public const string Revoke = "update oidc_grant set state = 2, token_hash = null, refresh_hash = null where code_hash = @code and state <> 2";

    public const string RevokeAccess = "update oidc_grant set token_hash = null where token_hash = @token and state = 1";
}
