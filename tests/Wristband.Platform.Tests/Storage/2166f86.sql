BEGIN TRANSACTION;
CREATE TABLE "Applications" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Applications" PRIMARY KEY,
    "Name" TEXT NOT NULL,
    "DisplayName" TEXT NOT NULL,
    "HostName" TEXT NOT NULL,
    "LoginUrl" TEXT NOT NULL,
    "LogoutUrls" TEXT NOT NULL,
    "IsCustomDomainActive" INTEGER NOT NULL,
    "CustomLoginPageUrl" TEXT NULL,
    "SignupEnabled" INTEGER NOT NULL,
    "DiscoveryByMailOnly" INTEGER NOT NULL,
    "AuthorizationRequestsEnabled" INTEGER NOT NULL,
    "CreatedAt" INTEGER NOT NULL
);
INSERT INTO "Applications" VALUES('f3oi54x5s36fcmlz6ugmvn6dwb','demo','Demo','demo.dev.localhost','http://localhost:6001/api/auth/login','["http://localhost:6001","http://localhost:6001/"]',0,NULL,1,0,0,1795804143785);
CREATE TABLE "AuditEvents" (
    "Sequence" INTEGER NOT NULL CONSTRAINT "PK_AuditEvents" PRIMARY KEY AUTOINCREMENT,
    "At" INTEGER NOT NULL,
    "ApplicationId" TEXT NOT NULL,
    "TenantId" TEXT NULL,
    "Type" TEXT NOT NULL,
    "UserId" TEXT NULL,
    "ClientId" TEXT NULL,
    "IpAddress" TEXT NULL,
    "Detail" TEXT NULL
);
INSERT INTO "AuditEvents" VALUES(1,1795804148369,'f3oi54x5s36fcmlz6ugmvn6dwb','w2nqisiijfnavixacogkzmotu3','login.succeeded','yptfxwg657akwve5z4idx4yktk',NULL,'127.0.0.1',NULL);
INSERT INTO "AuditEvents" VALUES(2,1795804150926,'f3oi54x5s36fcmlz6ugmvn6dwb','w2nqisiijfnavixacogkzmotu3','login.failed','pee2ly23rvig3dl6vaxg7o5o5n',NULL,'127.0.0.1',NULL);
INSERT INTO "AuditEvents" VALUES(3,1795804151410,'f3oi54x5s36fcmlz6ugmvn6dwb','w2nqisiijfnavixacogkzmotu3','password.reset_requested','pee2ly23rvig3dl6vaxg7o5o5n',NULL,'127.0.0.1',NULL);
INSERT INTO "AuditEvents" VALUES(4,1795804173401,'f3oi54x5s36fcmlz6ugmvn6dwb','jzrqfu533b35c3mx4jagiacsos','signup.tenant','6wa47j5xd3fwv2hgomfrzkerbg',NULL,'127.0.0.1',NULL);
CREATE TABLE "AuthSessions" (
    "Id" TEXT NOT NULL,
    "TenantId" TEXT NOT NULL,
    "ApplicationId" TEXT NOT NULL,
    "UserId" TEXT NOT NULL,
    "ReferenceHash" TEXT NOT NULL,
    "AuthenticatedAt" INTEGER NOT NULL,
    "Amr" TEXT NOT NULL,
    "LastSeenAt" INTEGER NOT NULL,
    "ExpiresAt" INTEGER NOT NULL,
    "EndedAt" INTEGER NULL,
    "UserAgent" TEXT NULL,
    "IpAddress" TEXT NULL,
    CONSTRAINT "PK_AuthSessions" PRIMARY KEY ("TenantId", "Id"),
    CONSTRAINT "FK_AuthSessions_Users_TenantId_UserId" FOREIGN KEY ("TenantId", "UserId") REFERENCES "Users" ("TenantId", "Id") ON DELETE CASCADE
);
INSERT INTO "AuthSessions" VALUES('wq7ohtbfpal63v2nwexpd5i435','w2nqisiijfnavixacogkzmotu3','f3oi54x5s36fcmlz6ugmvn6dwb','yptfxwg657akwve5z4idx4yktk','46b406123f880e2e2f521fdfb8eb2c7184ce146a3d46eda2893d6b062eed570d',1795804148393,'pwd',1795804148393,1795890548393,NULL,'curl/7.88.1','127.0.0.1');
CREATE TABLE "DataProtectionKeys" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_DataProtectionKeys" PRIMARY KEY AUTOINCREMENT,
    "FriendlyName" TEXT NULL,
    "Xml" TEXT NULL
);
INSERT INTO "DataProtectionKeys" VALUES(1,'key-40493d83-72c0-4105-884e-68fe1f3d2e2c','<key id="40493d83-72c0-4105-884e-68fe1f3d2e2c" version="1"><creationDate>2026-11-27T18:29:04.5764435Z</creationDate><activationDate>2026-11-27T18:29:04.5764435Z</activationDate><expirationDate>2027-02-25T18:29:04.5764435Z</expirationDate><descriptor deserializerType="Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel.AuthenticatedEncryptorDescriptorDeserializer, Microsoft.AspNetCore.DataProtection, Version=10.0.0.0, Culture=neutral, PublicKeyToken=adb9793829ddae60"><descriptor><encryption algorithm="AES_256_CBC" /><validation algorithm="HMACSHA256" /><encryptedSecret decryptorType="Wristband.Platform.Data.MasterKeyXmlDecryptor, Wristband.Platform, Version=0.1.0.0, Culture=neutral, PublicKeyToken=null" xmlns="http://schemas.asp.net/2015/03/dataProtection"><masterKey xmlns="">2e9b90x4DfbBq2V7pvgD7DhZI4UGQ1olzGi/t9wmO7NJKZ98DgF3dC2JrMYirB9U8dlcRLlAIay5khlO4cs9PQ2mpb+e77Mls4hLZxMTQfuqz8fGpjZivyEh1L/vDmz0Eqa+RmBMcGMg3hsTtfbF0NNmhKovnXFCac0+P/F5pdrqaeybkbUrYzU6+O/P2JOXEgz1LRM2mQgNXMZxFzmIuXqlPfXfo4sL5dPc3gXkUKAQuNyZmjaI8svgnUgOv7OMvSbIakFwOlnrYcfXaCppPHKoA11rOPK4CVu3hscD2jeyXWw7RuO8zQRjB6ipwVSbbTauWRIsjCbH2TcKMSWyP2N29IVbmO6exU23rbAmJCcg2ikt061s2bGmMgYHLIQoq+b/9WdPGC4xlg==</masterKey></encryptedSecret></descriptor></descriptor></key>');
CREATE TABLE "HostNames" (
    "Name" TEXT NOT NULL CONSTRAINT "PK_HostNames" PRIMARY KEY,
    "ApplicationId" TEXT NOT NULL,
    "TenantId" TEXT NULL,
    "IsCustomDomain" INTEGER NOT NULL,
    CONSTRAINT "FK_HostNames_Applications_ApplicationId" FOREIGN KEY ("ApplicationId") REFERENCES "Applications" ("Id") ON DELETE CASCADE,
    CONSTRAINT "FK_HostNames_Tenants_TenantId" FOREIGN KEY ("TenantId") REFERENCES "Tenants" ("Id") ON DELETE CASCADE
);
INSERT INTO "HostNames" VALUES('demo.dev.localhost','f3oi54x5s36fcmlz6ugmvn6dwb',NULL,0);
INSERT INTO "HostNames" VALUES('acme-demo.dev.localhost','f3oi54x5s36fcmlz6ugmvn6dwb','w2nqisiijfnavixacogkzmotu3',0);
INSERT INTO "HostNames" VALUES('globex-demo.dev.localhost','f3oi54x5s36fcmlz6ugmvn6dwb','val6nld64rxdsn26wdatzbazyf',0);
INSERT INTO "HostNames" VALUES('pending-demo.dev.localhost','f3oi54x5s36fcmlz6ugmvn6dwb','jzrqfu533b35c3mx4jagiacsos',0);
CREATE TABLE "LoginFailures" (
    "TenantId" TEXT NOT NULL,
    "IdentifierHash" TEXT NOT NULL,
    "Device" TEXT NOT NULL,
    "ApplicationId" TEXT NOT NULL,
    "Count" INTEGER NOT NULL,
    "RetryAt" INTEGER NOT NULL,
    "UpdatedAt" INTEGER NOT NULL,
    CONSTRAINT "PK_LoginFailures" PRIMARY KEY ("TenantId", "IdentifierHash", "Device"),
    CONSTRAINT "FK_LoginFailures_Tenants_TenantId" FOREIGN KEY ("TenantId") REFERENCES "Tenants" ("Id") ON DELETE CASCADE
);
INSERT INTO "LoginFailures" VALUES('w2nqisiijfnavixacogkzmotu3','e2149ec01990b5a9026253bef5df0963e201d316e8ee6f9cfb7316374c4cb1d5','','f3oi54x5s36fcmlz6ugmvn6dwb',1,1795804150822,1795804150822);
CREATE TABLE "LogoutNotices" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_LogoutNotices" PRIMARY KEY,
    "ApplicationId" TEXT NOT NULL,
    "TenantId" TEXT NOT NULL,
    "ClientId" TEXT NOT NULL,
    "UserId" TEXT NOT NULL,
    "SessionId" TEXT NOT NULL,
    "Issuer" TEXT NOT NULL,
    "CreatedAt" INTEGER NOT NULL,
    "Attempts" INTEGER NOT NULL,
    "NextAttemptAt" INTEGER NOT NULL,
    CONSTRAINT "FK_LogoutNotices_OAuthClients_ClientId" FOREIGN KEY ("ClientId") REFERENCES "OAuthClients" ("Id") ON DELETE CASCADE
);
CREATE TABLE "OAuthClients" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_OAuthClients" PRIMARY KEY,
    "ApplicationId" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "Type" TEXT NOT NULL,
    "Enabled" INTEGER NOT NULL,
    "LoginUrl" TEXT NULL,
    "RedirectUris" TEXT NOT NULL,
    "SecretHashes" TEXT NOT NULL,
    "AccessTokenLifetime" INTEGER NOT NULL,
    "RefreshTokenIdleLifetime" INTEGER NOT NULL,
    "RefreshTokenAbsoluteLifetime" INTEGER NOT NULL,
    "CreatedAt" INTEGER NOT NULL, "BackchannelLogoutUri" TEXT NULL,
    CONSTRAINT "FK_OAuthClients_Applications_ApplicationId" FOREIGN KEY ("ApplicationId") REFERENCES "Applications" ("Id") ON DELETE CASCADE
);
INSERT INTO "OAuthClients" VALUES('yxxaym5hp7x7fkzwjveiptrv2g','f3oi54x5s36fcmlz6ugmvn6dwb','demo-web','BackendServer',1,NULL,'["http://localhost:6001/api/auth/callback"]','["9ab34a2afca47d525a1c0b52ad211fcc8f61ad3ec5dd18bfa335fddfcc7aad25"]',18000000000,864000000000,25920000000000,1795804143921,'http://localhost:6001/api/auth/backchannel-logout');
CREATE TABLE "OAuthTokens" (
    "ReferenceHash" TEXT NOT NULL CONSTRAINT "PK_OAuthTokens" PRIMARY KEY,
    "TenantId" TEXT NOT NULL,
    "ApplicationId" TEXT NOT NULL,
    "FamilyId" TEXT NOT NULL,
    "Kind" TEXT NOT NULL,
    "CreatedAt" INTEGER NOT NULL,
    "ExpiresAt" INTEGER NOT NULL,
    "RedeemedAt" INTEGER NULL,
    "SuccessorSeed" TEXT NULL,
    "RedirectUri" TEXT NULL,
    "CodeChallenge" TEXT NULL,
    "Nonce" TEXT NULL,
    CONSTRAINT "FK_OAuthTokens_TokenFamilies_TenantId_FamilyId" FOREIGN KEY ("TenantId", "FamilyId") REFERENCES "TokenFamilies" ("TenantId", "Id") ON DELETE CASCADE
);
INSERT INTO "OAuthTokens" VALUES('75814f4b63a0d1646177e5b72a99411c8e9a6ec46832bc01710356425cd37907','w2nqisiijfnavixacogkzmotu3','f3oi54x5s36fcmlz6ugmvn6dwb','ucpiddhjarwz77tm3dciwozvvr','Code',1795804148789,1795804208789,1795804149619,NULL,'http://localhost:6001/api/auth/callback','usnX74KF2StIdV3DqSeVdiC55qslWkcQgkgLc-hBwTE','nonce-of-at-least-22-characters');
INSERT INTO "OAuthTokens" VALUES('1df565bc08c421c60749cbb4f2932c6e29375f35ba40215ff2219a6f8e612365','w2nqisiijfnavixacogkzmotu3','f3oi54x5s36fcmlz6ugmvn6dwb','ucpiddhjarwz77tm3dciwozvvr','Refresh',1795804149619,1795890549617,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE "OneTimeLinks" (
    "Id" TEXT NOT NULL,
    "TenantId" TEXT NOT NULL,
    "ApplicationId" TEXT NOT NULL,
    "UserId" TEXT NOT NULL,
    "Purpose" TEXT NOT NULL,
    "TokenHash" TEXT NOT NULL,
    "CreatedAt" INTEGER NOT NULL,
    "ExpiresAt" INTEGER NOT NULL,
    "UsedAt" INTEGER NULL,
    "ClientId" TEXT NULL,
    CONSTRAINT "PK_OneTimeLinks" PRIMARY KEY ("TenantId", "Id"),
    CONSTRAINT "FK_OneTimeLinks_Users_TenantId_UserId" FOREIGN KEY ("TenantId", "UserId") REFERENCES "Users" ("TenantId", "Id") ON DELETE CASCADE
);
INSERT INTO "OneTimeLinks" VALUES('qxlqbtc4n57e4cmecdmwsugjyr','w2nqisiijfnavixacogkzmotu3','f3oi54x5s36fcmlz6ugmvn6dwb','pee2ly23rvig3dl6vaxg7o5o5n','ResetPassword','bbd6dab59502aba952bf59994d066a248028a98a1c3cbc863670308b7990780b',1795804151332,1795805951332,NULL,NULL);
INSERT INTO "OneTimeLinks" VALUES('h5maovoriueczvpme4ghvprk6c','jzrqfu533b35c3mx4jagiacsos','f3oi54x5s36fcmlz6ugmvn6dwb','6wa47j5xd3fwv2hgomfrzkerbg','VerifyEmail','6c369c36a6feb287987c9f381204264027c2f125776496d5989081b626385e5f',1795804173400,1795890573400,NULL,NULL);
CREATE TABLE "OutboxMails" (
    "Sequence" INTEGER NOT NULL CONSTRAINT "PK_OutboxMails" PRIMARY KEY AUTOINCREMENT,
    "Id" TEXT NULL,
    "ApplicationId" TEXT NOT NULL,
    "TenantId" TEXT NULL,
    "DeduplicationKey" TEXT NOT NULL,
    "ToAddress" TEXT NOT NULL,
    "FromName" TEXT NOT NULL,
    "Subject" TEXT NOT NULL,
    "ProtectedBody" TEXT NOT NULL,
    "CreatedAt" INTEGER NOT NULL,
    "Attempts" INTEGER NOT NULL,
    "NextAttemptAt" INTEGER NOT NULL,
    "SentAt" INTEGER NULL,
    "AbandonedAt" INTEGER NULL,
    "LastError" TEXT NULL
);
INSERT INTO "OutboxMails" VALUES(1,'uxujl2uwp5yjevvt2ln6w4xvls','f3oi54x5s36fcmlz6ugmvn6dwb','w2nqisiijfnavixacogkzmotu3','reset:qxlqbtc4n57e4cmecdmwsugjyr','viewer@acme.example','Acme','New password for Acme','CfDJ8IM9SUDAcgVBiE5o_h89Liw3rp1ESFY3SyNdX8OmFHLDW983E_b8UvBBVJ3hlxFJGe2c4-0he2bTezmRJJRziYOsafgXWnm5Yg2xxbk6gB0tf-BB_JoLysGuvRmDZt1E8gjUYXayjuLdHDErSyl_UOHHmFjTTu-kO5An0-eDj27aFjlGn4iT2-ilScK2bBYz0Uk70etcs3JAsnU9WfKsYAlr6BpBC7E75SpNdCp-PoZx9sG2nfYIomVvAX0HBKLiOQVKYj6UryLOqo1KM-WL0q7_H2m5P24I6OlK3RD2KGnL-12rlJbZM5mT3BCYrfB6A-i5wsye_y6Lnofk2j6BTfcIVkYIfeJrAJLSRbKp6zp5xFO1OQ21h5i-j7RiuopVT6uZPtrxDjT09OQgW06QEdc7fAllzrChdTo4OXrHzS1raC3SXm4jq-H-LzzfCznajAiIatRZlemtRrwfeVbHyucBTpCXbs8Mf0Pjv_VZv_VTo3M2XMtT4NVIqdn7RYlTTX9ZuBf5xUUnqyNKA1tJNJgzSHJnyxDLFYjmWwv4mha7ey1eBqgGid1WZzhcRBiGs0eJFc5KFrfik36olJzVJqvCW_w9-Bw_t3PYobP9pxlrvTgy6_002a3wrM8ph9_EQQ',1795804151362,1,1795804451474,1795804151509,NULL,NULL);
INSERT INTO "OutboxMails" VALUES(2,'g6tevpl5gl3f7pnbbjphrqibiv','f3oi54x5s36fcmlz6ugmvn6dwb','jzrqfu533b35c3mx4jagiacsos','verify:h5maovoriueczvpme4ghvprk6c','pia@pending.example','Pending','Confirm your address for Pending','CfDJ8IM9SUDAcgVBiE5o_h89LizJTxvcJfFMtnB_91KtQwOv-cq39ZpqgyKsLSPo3w3Ihc3wy_bblOdxYMz-TQw54UV-XaCjyok9gdT_3si-BXxXDTc65TcjQHzV0Wz-b_tIrmciiF6l40aKLE29HyaKlyzv0JExg3C7vJtF-usvsMs1gArtp909eAffrng2v230rbeD--WMhyMeC2LLO4IMMTICrat_652Jaqf8jXQ6-xqhem5aTdlNm3ix0-baUCj285A0qKWxLh2JkGSfz3W45LXyIvcgAgzoH_6gQgYI9IeqvOBzXHgYfvuxBno1bI2gq7ye7wxhz-JrTIFHEFTI6GauIA1xh3dW7SjWcExa4VPXLidPQGPm-Y_O4OKGbUwR4NNMPzs9w_VEn22-v64xz5PWZwJXnxJ2C4HuT0Z6oNIykRijbkVpKtyfxYqimKcFosllOMsdtViv-F3226ggXJ-_FNroHUeRUhNJ35EkgRPchnmrEKhazgEyrsTkppTNW-Uk7nGuLwKw9HB778GpaxDhDd2A-nLMA5GCPLPdnKOvb3jsTIrfiGrLWQ-SLIQq5XCoL_8T17C3c9B2efBfS30lwbse59ULbHDydA2BRWWEcQX176u6Pw0TVmeCcMMmuiSVXvcGtWpSB-VOqW7ncGE',1795804173400,1,1795804473434,1795804173447,NULL,NULL);
CREATE TABLE "Roles" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Roles" PRIMARY KEY,
    "ApplicationId" TEXT NOT NULL,
    "TenantId" TEXT NULL,
    "Name" TEXT NOT NULL,
    "DisplayName" TEXT NOT NULL,
    CONSTRAINT "FK_Roles_Applications_ApplicationId" FOREIGN KEY ("ApplicationId") REFERENCES "Applications" ("Id") ON DELETE CASCADE,
    CONSTRAINT "FK_Roles_Tenants_TenantId" FOREIGN KEY ("TenantId") REFERENCES "Tenants" ("Id") ON DELETE CASCADE
);
INSERT INTO "Roles" VALUES('3w7slo7dzgwr7auctivxndwwas','f3oi54x5s36fcmlz6ugmvn6dwb',NULL,'app:demo:owner','Owner');
INSERT INTO "Roles" VALUES('dlgjlpww5i3m6v4a7usxacdry5','f3oi54x5s36fcmlz6ugmvn6dwb',NULL,'app:demo:viewer','Viewer');
CREATE TABLE "SigningKeys" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_SigningKeys" PRIMARY KEY,
    "ApplicationId" TEXT NOT NULL,
    "Algorithm" TEXT NOT NULL,
    "ProtectedPrivateKey" TEXT NOT NULL,
    "CreatedAt" INTEGER NOT NULL,
    "SignsFrom" INTEGER NOT NULL,
    "SignsUntil" INTEGER NOT NULL,
    "PublishedUntil" INTEGER NOT NULL,
    CONSTRAINT "FK_SigningKeys_Applications_ApplicationId" FOREIGN KEY ("ApplicationId") REFERENCES "Applications" ("Id") ON DELETE CASCADE
);
INSERT INTO "SigningKeys" VALUES('dhyt7pzbqwn2kqxq3umxpy37lq','f3oi54x5s36fcmlz6ugmvn6dwb','RS256','CfDJ8IM9SUDAcgVBiE5o_h89LiyE1_dVvno8Kvn-rQtynfMJo1_k_PsD_ZEvsZQxXPrqwCBEHDi9a0L5lsJbpGjrVLCpLm-DOEiVRGhxKnVG_Ix-It_mojbVyevH0oO5gvpM8zP3mYBDrKYXp68Pkn4Cu_kUeDBUBYRhEEXEHC87GtbPhMJeCNnBv41oL9fIlkrmvre_T8AxybEssBk5qS1U6JzQw8Ib0zw6oEUMf0Ot3N3AisthbF9eeSzh2k30K7nyYOjkbSMs52bGGSIQHlKdxazsRhnUasRN7l_aYyZSu7Ji2bbbc4MY6XIJPhkCRRNTIUNKj0SgCNHXZ_BYEazQgc689DrdkalgijYXBM7UApLvfMNrS4fHmW3Z1sZUnHuMPTsJ0MzEcWmhOklwCGDNvZGMY9qcGINtoWC8Nu-FmPpihV78cLCcvhOgfu14vbIjLdtkU411ua4HgQQPSUmqZSyKzidJ6rUaYaX0EslKbS4utEWq9pAykqk-wutz8JF4ZiHoqD8b5V5lI2T6pylAFPUVI9kuMS_t9V46t4YwnnuuJBUH7toDxKJfT9RU8OZ-OAA6BWTbfSWPdwhB4kW461H6Be83hnYVkcxlzazpv_1YImdVPMH5wzBbgC7UIRUmYURhACPRJG17DqwzTIXLiyv-2V6o69oanYWHrsSa9JvDzA0S5D4CbgiTp1KEImY-TtdFwo3kn-d1ao1ubAtTbbVqZAdXtMKF8-2mgVm0eaH9ILNIjeQ7svr8thKGIdDN30oXoXozULOdOlNwC5DUlTkbK9OocUklsnT0SIbDYPvKsnp5cL7S1Er27wNZ0en2pwfJ-UQDgJSu63Au-VPdEFGdphoAaunWcaw9p54VRELs40pb-91DV2qWH0ELZxISsD1hH34DaDb6rvKqF32suXYwsJDKa0xsV5h9xD0urHpUJtC7TBjyF5pfPOfbP9IDN4z5TBVtLqLJxnZH30ZOODB4fHXaTBaKJgp1mfcW0nf42pk-66dL3VrultRkUrtQ8w5ok-YvrkVbj7MXAtI3SwNR_NomYNqOWCFEYlvb8ZbTNj9P_Awt8tZnIbbsjZpAgZh1SkN6wWu-yetAGHLBFHJEw3uFyvxnmoC-h5Tap30L0oSLhdPrmQKyfvIfkX-fMGA5qyo1rPL5et9bEjUNOUmcYTBGvS6ngzqVaAAU_kZXVd5o8BDGZEyqeBpYWar9oxV5LNWPDG_XseW5muNQTbZLs9q0xyQT_nYXzrK8nc1kFW4KdTnDFncsBgPen_2njrH8exn3_JMbD8GAgfUBAblKVherwXz5lZEgDMquDZmyGDljRMd8xnYtgn30Up-k1qlXh_kYVNj36Vl5s6WytXG2uuMBYBNNvXgylZPT5LvEj_PX70M-mymuAVd2TJ2IJ68QWN9zHNMEQAaKqbBCsAeA4ZJMLcBmZuALNFkdrNMIBk0J6gqL5mNIH-qNvRO9DurddJ3-R5wA-1sUhYRBF8EzKLFKxfBfQA8C56l4l_EernbJ2L8Zb5ET0CtozlAG5RBMCRSrgBYfCRTOcgDfhLgJeCL627S03_qRijf0J9C7A26zztgkmzgBePjwVoFW5eyS1_rwjg2f1XlSxD0SXZFwbXYMkBAuiG1n723UmzvIMQbsKEGpgJA6uA7ltNqNQEowl09kvMQHgnKMSMuSt1EOxHI_6FWQBZ19_icbTD0oT1J5kKcQROHbhakbJxlC_3ZoY9Dx6-UfFek2VSrRGfQVdVNBtXQo1aX8oFSET3I4-DWTcCC6FkzuVMyI6UxiUeKcPepOYiImg-Vb8kCnaa7ychO0O9a9F817I7WueN8TFjF2H6sY73ktP0ZUwVAjxT1JJcR68ARn3sBoO5e6MlXLZ-JOAoSUabOJ4jOZf21z_8OEFl_Mt0w0lC7C_e6igaghE-xJRz6FNVEh_fK6PWi50LOdO1yJtB9Ep8EIbCN1K-1GIaphxgGLOwL1ifmLJ97rOyRjTf-tt-zUqGERrCqYfRjxxf2qlczaojXbat99aJc-E5b_8Ri2uy5AXcEGBxTw7EwvVoNr8MYmZ13RAwKBckE3ripuRA-rP1-EtxuGsTiEwOh8gRksSIGTacPQxdb7HxtShnrygCw55avPFg2Y1WjdJ4POinuN4nO2D00WWrVorbUGmL54jDRwLXkegVNVYnYma70zAxJA_FnhHcno78sxSuB0iXhh0GKsGFi_qROn8AhyBxsYR1whlMLXccF7VrPH6iFgbgYDNkmMzbRGEdOqTBFxnOR7TWdAkTu-',1795804149532,1795804149532,1803580149532,1803668349532);
CREATE TABLE "Tenants" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Tenants" PRIMARY KEY,
    "ApplicationId" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "DisplayName" TEXT NOT NULL,
    "HostName" TEXT NOT NULL,
    "Status" TEXT NOT NULL,
    "SignupEnabled" INTEGER NOT NULL,
    "BrandColor" TEXT NULL,
    "LogoUrl" TEXT NULL,
    "SignupKey" TEXT NULL,
    "CreatedAt" INTEGER NOT NULL,
    CONSTRAINT "FK_Tenants_Applications_ApplicationId" FOREIGN KEY ("ApplicationId") REFERENCES "Applications" ("Id") ON DELETE CASCADE
);
INSERT INTO "Tenants" VALUES('val6nld64rxdsn26wdatzbazyf','f3oi54x5s36fcmlz6ugmvn6dwb','globex','Globex','globex-demo.dev.localhost','Active',0,'#1a7f4b',NULL,NULL,1795804144188);
INSERT INTO "Tenants" VALUES('w2nqisiijfnavixacogkzmotu3','f3oi54x5s36fcmlz6ugmvn6dwb','acme','Acme','acme-demo.dev.localhost','Active',0,'#1f5fbf',NULL,NULL,1795804143986);
INSERT INTO "Tenants" VALUES('jzrqfu533b35c3mx4jagiacsos','f3oi54x5s36fcmlz6ugmvn6dwb','pending','Pending','pending-demo.dev.localhost','Pending',0,NULL,NULL,'7d4853f332d52167ed44c05654bc801640161643aa51f840a2b2e1a53c484f0a',1795804173291);
CREATE TABLE "TokenFamilies" (
    "TenantId" TEXT NOT NULL,
    "Id" TEXT NOT NULL,
    "ApplicationId" TEXT NOT NULL,
    "ClientId" TEXT NOT NULL,
    "UserId" TEXT NOT NULL,
    "SessionId" TEXT NOT NULL,
    "Scope" TEXT NOT NULL,
    "AuthenticatedAt" INTEGER NOT NULL,
    "Amr" TEXT NOT NULL,
    "CreatedAt" INTEGER NOT NULL,
    "RevokedAt" INTEGER NULL,
    CONSTRAINT "PK_TokenFamilies" PRIMARY KEY ("TenantId", "Id"),
    CONSTRAINT "FK_TokenFamilies_OAuthClients_ClientId" FOREIGN KEY ("ClientId") REFERENCES "OAuthClients" ("Id") ON DELETE CASCADE,
    CONSTRAINT "FK_TokenFamilies_Users_TenantId_UserId" FOREIGN KEY ("TenantId", "UserId") REFERENCES "Users" ("TenantId", "Id") ON DELETE CASCADE
);
INSERT INTO "TokenFamilies" VALUES('w2nqisiijfnavixacogkzmotu3','ucpiddhjarwz77tm3dciwozvvr','f3oi54x5s36fcmlz6ugmvn6dwb','yxxaym5hp7x7fkzwjveiptrv2g','yptfxwg657akwve5z4idx4yktk','wq7ohtbfpal63v2nwexpd5i435','openid offline_access email profile roles',1795804148393,'pwd',1795804148789,NULL);
CREATE TABLE "UserRoles" (
    "TenantId" TEXT NOT NULL,
    "UserId" TEXT NOT NULL,
    "RoleId" TEXT NOT NULL,
    "ApplicationId" TEXT NOT NULL,
    CONSTRAINT "PK_UserRoles" PRIMARY KEY ("TenantId", "UserId", "RoleId"),
    CONSTRAINT "FK_UserRoles_Roles_RoleId" FOREIGN KEY ("RoleId") REFERENCES "Roles" ("Id") ON DELETE CASCADE,
    CONSTRAINT "FK_UserRoles_Users_TenantId_UserId" FOREIGN KEY ("TenantId", "UserId") REFERENCES "Users" ("TenantId", "Id") ON DELETE CASCADE
);
INSERT INTO "UserRoles" VALUES('val6nld64rxdsn26wdatzbazyf','27vivq55qdxhiy25detmgb3l5g','3w7slo7dzgwr7auctivxndwwas','f3oi54x5s36fcmlz6ugmvn6dwb');
INSERT INTO "UserRoles" VALUES('val6nld64rxdsn26wdatzbazyf','mfa4swsjtkk7urslerrf7ti25k','dlgjlpww5i3m6v4a7usxacdry5','f3oi54x5s36fcmlz6ugmvn6dwb');
INSERT INTO "UserRoles" VALUES('val6nld64rxdsn26wdatzbazyf','o3uvocrftjy4ocih73dat5ocry','3w7slo7dzgwr7auctivxndwwas','f3oi54x5s36fcmlz6ugmvn6dwb');
INSERT INTO "UserRoles" VALUES('w2nqisiijfnavixacogkzmotu3','jkxnnrye5rat3l3gt7xi76yryo','dlgjlpww5i3m6v4a7usxacdry5','f3oi54x5s36fcmlz6ugmvn6dwb');
INSERT INTO "UserRoles" VALUES('w2nqisiijfnavixacogkzmotu3','pee2ly23rvig3dl6vaxg7o5o5n','dlgjlpww5i3m6v4a7usxacdry5','f3oi54x5s36fcmlz6ugmvn6dwb');
INSERT INTO "UserRoles" VALUES('w2nqisiijfnavixacogkzmotu3','yptfxwg657akwve5z4idx4yktk','3w7slo7dzgwr7auctivxndwwas','f3oi54x5s36fcmlz6ugmvn6dwb');
INSERT INTO "UserRoles" VALUES('jzrqfu533b35c3mx4jagiacsos','6wa47j5xd3fwv2hgomfrzkerbg','3w7slo7dzgwr7auctivxndwwas','f3oi54x5s36fcmlz6ugmvn6dwb');
CREATE TABLE "Users" (
    "Id" TEXT NOT NULL,
    "TenantId" TEXT NOT NULL,
    "ApplicationId" TEXT NOT NULL,
    "IdentityProviderName" TEXT NOT NULL,
    "Email" TEXT NOT NULL,
    "CanonicalEmail" TEXT NOT NULL,
    "EmailVerified" INTEGER NOT NULL,
    "GivenName" TEXT NULL,
    "FamilyName" TEXT NULL,
    "PhoneNumber" TEXT NULL,
    "PictureUrl" TEXT NULL,
    "Locale" TEXT NULL,
    "TimeZone" TEXT NULL,
    "Status" TEXT NOT NULL,
    "PasswordHash" TEXT NULL,
    "CreatedAt" INTEGER NOT NULL,
    "UpdatedAt" INTEGER NOT NULL,
    "LastSignInAt" INTEGER NULL,
    CONSTRAINT "PK_Users" PRIMARY KEY ("TenantId", "Id"),
    CONSTRAINT "FK_Users_Tenants_TenantId" FOREIGN KEY ("TenantId") REFERENCES "Tenants" ("Id") ON DELETE CASCADE
);
INSERT INTO "Users" VALUES('27vivq55qdxhiy25detmgb3l5g','val6nld64rxdsn26wdatzbazyf','f3oi54x5s36fcmlz6ugmvn6dwb','wristband','both@example.com','both@example.com',1,'Both','Worlds',NULL,NULL,NULL,NULL,'Active','$argon2id$v=19$m=19456,t=2,p=1$aGUQb1WDI5MJbhO71rMe3g$+j68+89LwjzUY6hcC7kmrkj5r5VutzKsIIHXi1ynym0',1795804144275,1795804144275,NULL);
INSERT INTO "Users" VALUES('mfa4swsjtkk7urslerrf7ti25k','val6nld64rxdsn26wdatzbazyf','f3oi54x5s36fcmlz6ugmvn6dwb','wristband','viewer@globex.example','viewer@globex.example',1,'Viewer','Globex',NULL,NULL,NULL,NULL,'Active','$argon2id$v=19$m=19456,t=2,p=1$rJFN7AgIQCxPhZC6T8yJpA$b9txl+SbOi2MOD2CFRLGsboeGr1Op41ktBvzrvzh5Ag',1795804144230,1795804144230,NULL);
INSERT INTO "Users" VALUES('o3uvocrftjy4ocih73dat5ocry','val6nld64rxdsn26wdatzbazyf','f3oi54x5s36fcmlz6ugmvn6dwb','wristband','owner@globex.example','owner@globex.example',1,'Owner','Globex',NULL,NULL,NULL,NULL,'Active','$argon2id$v=19$m=19456,t=2,p=1$wRW72OWU46oD1MIgjuLTLw$Q3j1xrvVleRkLEV0xvqJGokQEFxYzc4sIK3T2/3FWpY',1795804144188,1795804144188,NULL);
INSERT INTO "Users" VALUES('jkxnnrye5rat3l3gt7xi76yryo','w2nqisiijfnavixacogkzmotu3','f3oi54x5s36fcmlz6ugmvn6dwb','wristband','both@example.com','both@example.com',1,'Both','Worlds',NULL,NULL,NULL,NULL,'Active','$argon2id$v=19$m=19456,t=2,p=1$KVhtLak79Su52bCwby2rsA$KXlEErx/KxuiClDZ4pb4gu/lf/NeZXuXsaqeAjP6xCw',1795804144132,1795804144132,NULL);
INSERT INTO "Users" VALUES('pee2ly23rvig3dl6vaxg7o5o5n','w2nqisiijfnavixacogkzmotu3','f3oi54x5s36fcmlz6ugmvn6dwb','wristband','viewer@acme.example','viewer@acme.example',1,'Viewer','Acme',NULL,NULL,NULL,NULL,'Active','$argon2id$v=19$m=19456,t=2,p=1$/bNi84pgGMrnW97F9+kglQ$p4z1k/KSQc9dk3S+S5J3SxQweSnJ2wJiNzbgnMlBftU',1795804144089,1795804144089,NULL);
INSERT INTO "Users" VALUES('yptfxwg657akwve5z4idx4yktk','w2nqisiijfnavixacogkzmotu3','f3oi54x5s36fcmlz6ugmvn6dwb','wristband','owner@acme.example','owner@acme.example',1,'Owner','Acme',NULL,NULL,NULL,NULL,'Active','$argon2id$v=19$m=19456,t=2,p=1$TPTBVU4XZoQMipXyCOs6Vg$LgK0VP7mFD5DwOpGnGa3k27lk5V8AVr/USNl+1aR2DA',1795804144006,1795804144006,1795804148393);
INSERT INTO "Users" VALUES('6wa47j5xd3fwv2hgomfrzkerbg','jzrqfu533b35c3mx4jagiacsos','f3oi54x5s36fcmlz6ugmvn6dwb','wristband','pia@pending.example','pia@pending.example',0,'Pia','Pending',NULL,NULL,NULL,NULL,'PendingSignupActivation','$argon2id$v=19$m=19456,t=2,p=1$xxwZm3p+eDLhJ5st3D8MFw$/2DSMjbPYlWWsUMxqa698gLkyGV07RswF/YtIPDIEVY',1795804173292,1795804173292,NULL);
CREATE TABLE "__EFMigrationsHistory" (
    "MigrationId" TEXT NOT NULL CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY,
    "ProductVersion" TEXT NOT NULL
);
INSERT INTO "__EFMigrationsHistory" VALUES('20261123161115_Initial','10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES('20261123181442_BackchannelLogout','10.0.15');
CREATE TABLE "__EFMigrationsLock" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY,
    "Timestamp" TEXT NOT NULL
);
CREATE UNIQUE INDEX "IX_Applications_HostName" ON "Applications" ("HostName");
CREATE UNIQUE INDEX "IX_Applications_Name" ON "Applications" ("Name");
CREATE INDEX "IX_AuditEvents_ApplicationId_TenantId_At" ON "AuditEvents" ("ApplicationId", "TenantId", "At");
CREATE INDEX "IX_AuthSessions_ExpiresAt" ON "AuthSessions" ("ExpiresAt");
CREATE UNIQUE INDEX "IX_AuthSessions_ReferenceHash" ON "AuthSessions" ("ReferenceHash");
CREATE INDEX "IX_AuthSessions_TenantId_UserId" ON "AuthSessions" ("TenantId", "UserId");
CREATE INDEX "IX_HostNames_ApplicationId" ON "HostNames" ("ApplicationId");
CREATE INDEX "IX_HostNames_TenantId" ON "HostNames" ("TenantId");
CREATE INDEX "IX_LoginFailures_UpdatedAt" ON "LoginFailures" ("UpdatedAt");
CREATE UNIQUE INDEX "IX_OAuthClients_ApplicationId_Name" ON "OAuthClients" ("ApplicationId", "Name");
CREATE INDEX "IX_OAuthTokens_ExpiresAt" ON "OAuthTokens" ("ExpiresAt");
CREATE INDEX "IX_OAuthTokens_RedeemedAt" ON "OAuthTokens" ("RedeemedAt") WHERE "SuccessorSeed" IS NOT NULL;
CREATE INDEX "IX_OAuthTokens_TenantId_FamilyId" ON "OAuthTokens" ("TenantId", "FamilyId");
CREATE INDEX "IX_OneTimeLinks_ExpiresAt" ON "OneTimeLinks" ("ExpiresAt");
CREATE INDEX "IX_OneTimeLinks_TenantId_UserId" ON "OneTimeLinks" ("TenantId", "UserId");
CREATE UNIQUE INDEX "IX_OneTimeLinks_TokenHash" ON "OneTimeLinks" ("TokenHash");
CREATE UNIQUE INDEX "IX_OutboxMails_DeduplicationKey" ON "OutboxMails" ("DeduplicationKey");
CREATE UNIQUE INDEX "IX_OutboxMails_Id" ON "OutboxMails" ("Id");
CREATE INDEX "IX_OutboxMails_SentAt_AbandonedAt_NextAttemptAt" ON "OutboxMails" ("SentAt", "AbandonedAt", "NextAttemptAt");
CREATE INDEX "IX_OutboxMails_ToAddress" ON "OutboxMails" ("ToAddress");
CREATE UNIQUE INDEX "IX_Roles_ApplicationId_Name" ON "Roles" ("ApplicationId", "Name");
CREATE INDEX "IX_Roles_TenantId" ON "Roles" ("TenantId");
CREATE INDEX "IX_SigningKeys_ApplicationId_SignsFrom" ON "SigningKeys" ("ApplicationId", "SignsFrom");
CREATE UNIQUE INDEX "IX_Tenants_ApplicationId_Name" ON "Tenants" ("ApplicationId", "Name");
CREATE UNIQUE INDEX "IX_Tenants_HostName" ON "Tenants" ("HostName");
CREATE UNIQUE INDEX "IX_Tenants_SignupKey" ON "Tenants" ("SignupKey");
CREATE INDEX "IX_TokenFamilies_ClientId" ON "TokenFamilies" ("ClientId");
CREATE INDEX "IX_TokenFamilies_TenantId_UserId" ON "TokenFamilies" ("TenantId", "UserId");
CREATE INDEX "IX_UserRoles_RoleId" ON "UserRoles" ("RoleId");
CREATE INDEX "IX_Users_ApplicationId_CanonicalEmail" ON "Users" ("ApplicationId", "CanonicalEmail");
CREATE UNIQUE INDEX "IX_Users_TenantId_IdentityProviderName_CanonicalEmail" ON "Users" ("TenantId", "IdentityProviderName", "CanonicalEmail");
CREATE INDEX "IX_LogoutNotices_ClientId" ON "LogoutNotices" ("ClientId");
CREATE INDEX "IX_LogoutNotices_NextAttemptAt" ON "LogoutNotices" ("NextAttemptAt");
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('DataProtectionKeys',1);
INSERT INTO "sqlite_sequence" VALUES('AuditEvents',4);
INSERT INTO "sqlite_sequence" VALUES('OutboxMails',2);
COMMIT;
