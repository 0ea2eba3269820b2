const { Router } = require('express');
const controller = require('./controller');

const router = Router();
router.get('/users', controller.list);
router.get('/users/:id', controller.read);
router.post('/backup', (req, res, next) => controller.backup(req, res).catch(next));
router.route('/avatars/:name').get(controller.avatar).delete(controller.removeAvatar);

module.exports = router;
